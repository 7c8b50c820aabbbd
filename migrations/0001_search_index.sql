-- One entry a record, filled from code with single-character tokens; the text itself is not stored a second time.
-- The body stands first: FTS5 writes two bytes a term for every other column.
CREATE VIRTUAL TABLE `search` USING fts5(body, kicker, title, subtitle, author, keywords, content='', contentless_delete=1, tokenize='ascii');
--> statement-breakpoint
INSERT INTO `search_state` (`id`, `through`) VALUES (1, 0);
--> statement-breakpoint
INSERT INTO `known_state` (`id`, `source_through`, `record_through`) VALUES (1, 0, 0);
