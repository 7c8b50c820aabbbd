const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * The day a date field means, YYYYMMDD as a number, or null when it is not a real day. Read are 20110614, 2011-6-14,
 * 2011/06/14, 2011.06.14 and 2011年6月14日, also in full-width digits.
 */
export function dayOf(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === '') return null;
  const plain = text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (parts === null) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1600 || month < 1 || month > 12 || day < 1) return null;
  const leap = month === 2 && (year % 4 === 0 && year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return day <= (DAYS[month - 1] ?? 0) + leap ? year * 10000 + month * 100 + day : null;
}
