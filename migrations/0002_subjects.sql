CREATE TABLE `suggestion_decision` (
	`id` integer PRIMARY KEY NOT NULL,
	`record_id` integer NOT NULL,
	`field` text NOT NULL,
	`value` text NOT NULL,
	`decision` text NOT NULL,
	`confidence` real,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `suggestion_decision_value` ON `suggestion_decision` (`record_id`,`field`,`value`);--> statement-breakpoint
CREATE TABLE `suggestion_model` (
	`field` text PRIMARY KEY NOT NULL,
	`through` integer NOT NULL,
	`trained_at` integer NOT NULL,
	`seed` integer NOT NULL,
	`head` blob NOT NULL,
	`neighbours` blob NOT NULL
);
