CREATE TABLE `quality_profile` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_profile_name_unique` ON `quality_profile` (`name`);