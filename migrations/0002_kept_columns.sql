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
