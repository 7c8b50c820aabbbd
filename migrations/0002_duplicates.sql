CREATE TABLE `duplicate_compare` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_pending` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_regroup` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_settings` (
	`id` integer PRIMARY KEY NOT NULL,
	`sensitivity` text NOT NULL,
	`kinds` text NOT NULL,
	`review` real,
	`automatic` real,
	`learned` text
);
--> statement-breakpoint
CREATE TABLE `duplicate_shelf` (
	`id` integer PRIMARY KEY NOT NULL,
	`postings` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`through` integer NOT NULL,
	`shelf_bits` integer NOT NULL,
	`judged` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `duplicate_sketch` ADD `packed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `duplicate_sketch_loose` ON `duplicate_sketch` (`packed`) WHERE "duplicate_sketch"."packed" <> 1;