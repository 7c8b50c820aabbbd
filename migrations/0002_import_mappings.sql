CREATE TABLE `import_mapping` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`header` text NOT NULL,
	`rules` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_mapping_name_unique` ON `import_mapping` (`name`);--> statement-breakpoint
CREATE TABLE `record_version` (
	`record_id` integer PRIMARY KEY NOT NULL,
	`other_id` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `record_version_other` ON `record_version` (`other_id`);--> statement-breakpoint
ALTER TABLE `source` ADD `replaced_by` integer;--> statement-breakpoint
CREATE INDEX `record_place` ON `record` (`day`,`page`,`item`);