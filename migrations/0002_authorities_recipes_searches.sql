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
CREATE TABLE `recipe` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`note` text DEFAULT '' NOT NULL,
	`steps` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recipe_name_unique` ON `recipe` (`name`);--> statement-breakpoint
CREATE TABLE `saved_search` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`sort` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `saved_search_name_unique` ON `saved_search` (`name`);--> statement-breakpoint
ALTER TABLE `operation` ADD `fields` text DEFAULT '' NOT NULL;