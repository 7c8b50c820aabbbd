-- One entry a record, filled from code with single-character tokens; the text itself is not stored a second time.
CREATE VIRTUAL TABLE `search` USING fts5(kicker, title, subtitle, author, keywords, body, content='', contentless_delete=1, tokenize='ascii');
--> statement-breakpoint
INSERT INTO `search_state` (`id`, `through`) VALUES (1, 0);
