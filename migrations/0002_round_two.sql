CREATE TABLE `authority` (
	`id` integer PRIMARY KEY NOT NULL,
	`field` text NOT NULL,
	`preferred` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `authority_preferred` ON `authority` (`field`,`preferred`);--> statement-breakpoint
CREATE TABLE `authority_apart` (
	`id` integer PRIMARY KEY NOT NULL,
	`field` text NOT NULL,
	`one` text NOT NULL,
	`other` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `authority_apart_pair` ON `authority_apart` (`field`,`one`,`other`);--> statement-breakpoint
CREATE TABLE `authority_variant` (
	`id` integer PRIMARY KEY NOT NULL,
	`authority_id` integer NOT NULL,
	`value` text NOT NULL,
	FOREIGN KEY (`authority_id`) REFERENCES `authority`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `authority_variant_value` ON `authority_variant` (`authority_id`,`value`);--> statement-breakpoint
CREATE TABLE `duplicate_compare` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_part` (
	`id` integer PRIMARY KEY NOT NULL,
	`article` integer NOT NULL,
	`record_id` integer NOT NULL,
	`position` integer NOT NULL,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duplicate_part_record` ON `duplicate_part` (`record_id`);--> statement-breakpoint
CREATE INDEX `duplicate_part_article` ON `duplicate_part` (`article`,`position`);--> statement-breakpoint
CREATE TABLE `duplicate_pending` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_regroup` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `duplicate_rule` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`rule` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duplicate_rule_name_unique` ON `duplicate_rule` (`name`);--> statement-breakpoint
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
CREATE TABLE `export_profile` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`format` text NOT NULL,
	`map` text NOT NULL,
	`constants` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_profile_name_unique` ON `export_profile` (`name`);--> statement-breakpoint
CREATE TABLE `import_mapping` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`header` text NOT NULL,
	`rules` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_mapping_name_unique` ON `import_mapping` (`name`);--> statement-breakpoint
CREATE TABLE `quality_profile` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quality_profile_name_unique` ON `quality_profile` (`name`);--> statement-breakpoint
CREATE TABLE `recipe` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`steps` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recipe_name_unique` ON `recipe` (`name`);--> statement-breakpoint
CREATE TABLE `record_column` (
	`name` text NOT NULL,
	`part` integer NOT NULL,
	`parts` integer NOT NULL,
	`stamp` text NOT NULL,
	`through` integer NOT NULL,
	`form` text NOT NULL,
	`data` blob NOT NULL,
	PRIMARY KEY(`name`, `part`)
);
--> statement-breakpoint
CREATE TABLE `record_version` (
	`record_id` integer PRIMARY KEY NOT NULL,
	`other_id` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `record_version_other` ON `record_version` (`other_id`);--> statement-breakpoint
CREATE TABLE `saved_search` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`sort` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_search_name_unique` ON `saved_search` (`name`);--> statement-breakpoint
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
--> statement-breakpoint
ALTER TABLE `duplicate_sketch` ADD `packed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `duplicate_sketch_loose` ON `duplicate_sketch` (`packed`) WHERE "duplicate_sketch"."packed" <> 1;--> statement-breakpoint
ALTER TABLE `operation` ADD `fields` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `source` ADD `replaced_by` integer;--> statement-breakpoint
CREATE INDEX `record_place` ON `record` (`day`,`page`,`item`);