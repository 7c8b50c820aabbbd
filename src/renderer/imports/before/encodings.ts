/** Encodings a folder can be told to be in; GBK and GB 2312 are read as GB 18030, which holds both. */
export const ENCODING_CHOICES = ['gb18030', 'utf-8', 'big5', 'utf-16le', 'utf-16be'] as const;
