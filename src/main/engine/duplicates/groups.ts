import type Database from 'better-sqlite3';
import type {
  Confidence, DuplicateCounts, DuplicateGroup, DuplicateKind, GroupDetail, GroupState, PairDecision,
} from '../../../contract/duplicates.ts';
import { Fault } from '../../../contract/fault.ts';
import type { RecordDetail } from '../../../contract/records.ts';
import type { Model } from './core/compare.ts';
import { reasonsOf } from './evidence.ts';
import { settledSince } from './settled.ts';

/** From here up, and to below the next. */
const BANDS: Readonly<Record<Confidence, readonly [from: number, below: number]>> = { sure: [0.95, 2], likely: [0.8, 0.95], possible: [-1, 0.8] };
const KINDS = ['exact', 'near', 'reprint', 'continuation', 'contained', 'headline', 'version'] as const satisfies readonly DuplicateKind[];

interface GroupRow { readonly id: number; readonly kind: DuplicateKind; readonly state: GroupState; readonly score: number }
interface PairRow { readonly a: number; readonly b: number; readonly kind: DuplicateKind; readonly score: number; readonly reasons: string }

/** The groups as the queue and the desk see them. */
export function createGroups(sqlite: Database.Database, detail: (id: number) => RecordDetail, model: () => Model) {
  const members = sqlite.prepare<[number], { id: number; title: string | null; day: number | null }>(
    'SELECT r.id, r.title, r.day FROM duplicate_member m JOIN record r ON r.id = m.record_id WHERE m.group_id = ? ORDER BY r.id');
  const row = sqlite.prepare<[number], GroupRow>('SELECT id, kind, state, score FROM duplicate_group WHERE id = ?');
  const inGroup = 'a IN (SELECT record_id FROM duplicate_member WHERE group_id = @group) AND b IN (SELECT record_id FROM duplicate_member WHERE group_id = @group)';
  const pairs = sqlite.prepare(`SELECT a, b, kind, score, reasons FROM duplicate_pair WHERE ${inGroup} AND kind <> 'none' ORDER BY score DESC, a, b`);
  const decisions = sqlite.prepare(`SELECT id, a, b, decision FROM duplicate_decision WHERE ${inGroup} ORDER BY a, b`);
  const where = `FROM duplicate_group WHERE (@kind IS NULL OR kind = @kind) AND (@state IS NULL OR state = @state) AND score >= @from AND score < @below`;
  const total = sqlite.prepare(`SELECT count(*) ${where}`).pluck();
  const page = sqlite.prepare(`SELECT id, kind, state, score ${where} ORDER BY score DESC, id LIMIT @limit OFFSET @offset`);
  const tally = sqlite.prepare<[], { kind: DuplicateKind; state: GroupState; band: Confidence; groups: number }>(
    `SELECT kind, state, CASE WHEN score >= 0.95 THEN 'sure' WHEN score >= 0.8 THEN 'likely' ELSE 'possible' END AS band, count(*) AS groups
     FROM duplicate_group GROUP BY kind, state, band`);
  const today = settledSince(sqlite);

  const groupOf = (found: GroupRow): DuplicateGroup => {
    const records = members.all(found.id);
    return {
      ...found, records: records.map((record) => record.id), days: records.map((record) => record.day),
      title: records.find((record) => (record.title ?? '') !== '')?.title ?? '',
    };
  };

  return {
    counts(): DuplicateCounts {
      const rows = tally.all();
      const sum = (test: (row: (typeof rows)[number]) => boolean): number => rows.filter(test).reduce((all, one) => all + one.groups, 0);
      const each = <T>(of: (kind: DuplicateKind) => T): Record<DuplicateKind, T> => Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<DuplicateKind, T>;
      const open = (kind: DuplicateKind, band?: Confidence): number =>
        sum((one) => one.state === 'open' && one.kind === kind && (band === undefined || one.band === band));
      return {
        open: sum((one) => one.state === 'open'), merged: sum((one) => one.state === 'merged'),
        distinct: sum((one) => one.state === 'distinct'), linked: sum((one) => one.state === 'linked'),
        byKind: each((kind) => open(kind)),
        byConfidence: each((kind) => ({ sure: open(kind, 'sure'), likely: open(kind, 'likely'), possible: open(kind, 'possible') })),
        today: today(new Date().setHours(0, 0, 0, 0)),
      };
    },
    list({ kind = null, confidence, state = null, offset = 0, limit = 100 }: {
      readonly kind?: DuplicateKind | null; readonly confidence?: Confidence; readonly state?: GroupState | null; readonly offset?: number; readonly limit?: number;
    }) {
      const [from, below] = confidence === undefined ? [-1, 2] as const : BANDS[confidence];
      const asked = { kind, state, from, below };
      return { total: total.get(asked) as number, groups: (page.all({ ...asked, limit, offset }) as GroupRow[]).map(groupOf) };
    },
    get({ group }: { readonly group: number }): GroupDetail {
      const found = row.get(group);
      if (found === undefined) throw new Fault('not-found', { zh: '这一组已不存在，可能刚重新查重。', en: 'This group is gone; duplicates were probably searched anew.' });
      const whole = groupOf(found);
      const decided = decisions.all({ group }) as { id: number; a: number; b: number; decision: PairDecision }[];
      const decisionOf = new Map(decided.map(({ a, b, decision }) => [`${a},${b}`, decision]));
      return {
        ...whole, members: whole.records.map(detail), decisions: decided,
        pairs: (pairs.all({ group }) as PairRow[]).map((pair) => ({
          ...pair, reasons: reasonsOf(pair.reasons, model()), decision: decisionOf.get(`${pair.a},${pair.b}`) ?? null,
        })),
      };
    },
    pairs(minScore: number, offset: number, limit: number) {
      const all = sqlite.prepare('SELECT count(*) FROM duplicate_pair WHERE score >= ? AND kind <> \'none\'').pluck().get(minScore) as number;
      const some = sqlite.prepare<[number, number, number], Omit<PairRow, 'reasons'>>(
        'SELECT a, b, kind, score FROM duplicate_pair WHERE score >= ? AND kind <> \'none\' ORDER BY a, b LIMIT ? OFFSET ?').all(minScore, limit, offset);
      return { total: all, pairs: some };
    },
  };
}
