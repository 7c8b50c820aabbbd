/** 1, 2, 3, 7 → 1–3、7 */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < numbers.length;) {
    let to = from;
    while (numbers[to + 1] === (numbers[to] ?? 0) + 1) to++;
    const [first = 0, last = 0] = [numbers[from], numbers[to]];
    parts.push(first === last ? String(first) : last === first + 1 ? `${first}、${last}` : `${first}–${last}`);
    from = to + 1;
  }
  return parts.join('、');
}
