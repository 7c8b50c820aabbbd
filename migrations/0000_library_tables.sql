CREATE TABLE `breach` (
	`record_id` integer NOT NULL,
	`rule` text NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	PRIMARY KEY(`record_id`, `rule`),
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `breach_rule` ON `breach` (`rule`);--> statement-breakpoint
CREATE TABLE `change` (
	`operation_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`table_name` text NOT NULL,
	`row_id` integer NOT NULL,
	`row_to` integer,
	`record_id` integer,
	`column` text,
	`before` text,
	`after` text,
	PRIMARY KEY(`operation_id`, `seq`),
	FOREIGN KEY (`operation_id`) REFERENCES `operation`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `change_record` ON `change` (`record_id`,`operation_id`);--> statement-breakpoint
CREATE INDEX `change_run` ON `change` (`row_id`) WHERE "change"."row_to" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `class_assignment` (
	`id` integer PRIMARY KEY NOT NULL,
	`record_id` integer NOT NULL,
	`notation` text NOT NULL,
	`origin` text NOT NULL,
	`confidence` real,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `class_assignment_pair` ON `class_assignment` (`record_id`,`notation`);--> statement-breakpoint
CREATE TABLE `duplicate_decision` (
	`id` integer PRIMARY KEY NOT NULL,
	`a` integer NOT NULL,
	`b` integer NOT NULL,
	`decision` text NOT NULL,
	FOREIGN KEY (`a`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`b`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duplicate_decision_pair` ON `duplicate_decision` (`a`,`b`);--> statement-breakpoint
CREATE INDEX `duplicate_decision_b` ON `duplicate_decision` (`b`);--> statement-breakpoint
CREATE TABLE `duplicate_group` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`score` real NOT NULL
);
--> statement-breakpoint
CREATE INDEX `duplicate_group_state` ON `duplicate_group` (`state`,`kind`);--> statement-breakpoint
CREATE TABLE `duplicate_member` (
	`group_id` integer NOT NULL,
	`record_id` integer NOT NULL,
	PRIMARY KEY(`group_id`, `record_id`),
	FOREIGN KEY (`group_id`) REFERENCES `duplicate_group`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `duplicate_member_record` ON `duplicate_member` (`record_id`);--> statement-breakpoint
CREATE TABLE `duplicate_pair` (
	`a` integer NOT NULL,
	`b` integer NOT NULL,
	`kind` text NOT NULL,
	`score` real NOT NULL,
	`reasons` text NOT NULL,
	`group_id` integer,
	PRIMARY KEY(`a`, `b`),
	FOREIGN KEY (`a`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`b`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `duplicate_group`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `duplicate_pair_b` ON `duplicate_pair` (`b`);--> statement-breakpoint
CREATE INDEX `duplicate_pair_group` ON `duplicate_pair` (`group_id`);--> statement-breakpoint
CREATE TABLE `duplicate_sketch` (
	`record_id` integer PRIMARY KEY NOT NULL,
	`sketch` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `import_root` (
	`id` integer PRIMARY KEY NOT NULL,
	`operation_id` integer NOT NULL,
	`path` text NOT NULL,
	FOREIGN KEY (`operation_id`) REFERENCES `operation`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `known_file` (
	`hash_key` integer NOT NULL,
	`source_id` integer NOT NULL,
	PRIMARY KEY(`hash_key`, `source_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `known_record` (
	`digest` integer NOT NULL,
	`record_id` integer NOT NULL,
	PRIMARY KEY(`digest`, `record_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `known_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_through` integer NOT NULL,
	`record_through` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `library` (
	`id` integer PRIMARY KEY NOT NULL,
	`uuid` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `operation` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`input` text NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`state` text NOT NULL,
	`changes` integer DEFAULT 0 NOT NULL,
	`undone_by` integer,
	`target` integer
);
--> statement-breakpoint
CREATE TABLE `problem` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_id` integer NOT NULL,
	`record_id` integer,
	`code` text NOT NULL,
	`severity` text NOT NULL,
	`offset` integer NOT NULL,
	`zh` text NOT NULL,
	`en` text NOT NULL,
	FOREIGN KEY (`source_id`) REFERENCES `source`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `problem_source` ON `problem` (`source_id`);--> statement-breakpoint
CREATE INDEX `problem_record` ON `problem` (`record_id`);--> statement-breakpoint
CREATE TABLE `record` (
	`id` integer PRIMARY KEY NOT NULL,
	`source_id` integer,
	`ordinal` integer NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`digest` integer NOT NULL,
	`hidden` integer DEFAULT 0 NOT NULL,
	`status` integer DEFAULT 0 NOT NULL,
	`merged_into` integer,
	`day` integer,
	`issue` text,
	`date` text,
	`page` text,
	`item` text,
	`kicker` text,
	`title` text,
	`subtitle` text,
	`author` text,
	`class` text,
	`column` text,
	`page_name` text,
	`keywords` text,
	`genre` text,
	FOREIGN KEY (`source_id`) REFERENCES `source`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `record_source` ON `record` (`source_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `record_field` (
	`id` integer PRIMARY KEY NOT NULL,
	`record_id` integer NOT NULL,
	`code` text NOT NULL,
	`occurrence` integer NOT NULL,
	`name` text NOT NULL,
	`value` text,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `record_field_record` ON `record_field` (`record_id`);--> statement-breakpoint
CREATE TABLE `record_seen` (
	`source_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`record_id` integer NOT NULL,
	PRIMARY KEY(`source_id`, `ordinal`),
	FOREIGN KEY (`source_id`) REFERENCES `source`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `record_set` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`query` text,
	`note` text DEFAULT '' NOT NULL,
	`frozen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `record_set_name_unique` ON `record_set` (`name`);--> statement-breakpoint
CREATE TABLE `record_tag` (
	`id` integer PRIMARY KEY NOT NULL,
	`record_id` integer NOT NULL,
	`tag_id` integer NOT NULL,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tag_id`) REFERENCES `tag`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `record_tag_pair` ON `record_tag` (`record_id`,`tag_id`);--> statement-breakpoint
CREATE INDEX `record_tag_tag` ON `record_tag` (`tag_id`);--> statement-breakpoint
CREATE TABLE `record_text` (
	`id` integer PRIMARY KEY NOT NULL,
	`body` text,
	FOREIGN KEY (`id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `search_pending` (
	`record_id` integer PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_state` (
	`id` integer PRIMARY KEY NOT NULL,
	`through` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `set_member` (
	`id` integer PRIMARY KEY NOT NULL,
	`set_id` integer NOT NULL,
	`record_id` integer NOT NULL,
	FOREIGN KEY (`set_id`) REFERENCES `record_set`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`record_id`) REFERENCES `record`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `set_member_pair` ON `set_member` (`set_id`,`record_id`);--> statement-breakpoint
CREATE INDEX `set_member_record` ON `set_member` (`record_id`);--> statement-breakpoint
CREATE TABLE `source` (
	`id` integer PRIMARY KEY NOT NULL,
	`operation_id` integer NOT NULL,
	`root_id` integer NOT NULL,
	`path` text NOT NULL,
	`bytes` integer NOT NULL,
	`modified_at` integer NOT NULL,
	`state` text NOT NULL,
	`reason_zh` text,
	`reason_en` text,
	`format` text,
	`encoding` text,
	`confidence` real,
	`sha256` blob,
	`hash_key` integer,
	`vault_start` integer,
	`found` integer DEFAULT 0 NOT NULL,
	`added` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`operation_id`) REFERENCES `operation`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`root_id`) REFERENCES `import_root`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `source_path` ON `source` (`root_id`,`path`);--> statement-breakpoint
CREATE INDEX `source_operation` ON `source` (`operation_id`,`state`);--> statement-breakpoint
CREATE TABLE `source_block` (
	`start` integer PRIMARY KEY NOT NULL,
	`length` integer NOT NULL,
	`codec` text NOT NULL,
	`data` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tag` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tag_name_unique` ON `tag` (`name`);