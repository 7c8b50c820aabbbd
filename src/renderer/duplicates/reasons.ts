/**
 * A reason as the engine words it, cut into its words and its figure, so that the figure can stand at the line's end:
 * "正文重合 93 %" → "正文重合" and "93 %". A reason without a figure, or with one in mid-sentence, stays whole.
 */
export function splitReason(text: string): { readonly label: string; readonly figure: string | null } {
  const match = /^(.+?)[\s：:]+([-−+]?\d[\d,./–]*\s?(?:%|％|\p{L}{1,2})?)$/u.exec(text.trim());
  const [, label, figure] = match ?? [];
  return label === undefined || figure === undefined ? { label: text.trim(), figure: null } : { label, figure };
}
