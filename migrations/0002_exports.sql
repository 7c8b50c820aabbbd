CREATE TABLE `export_profile` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`format` text NOT NULL,
	`map` text NOT NULL,
	`constants` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_profile_name_unique` ON `export_profile` (`name`);