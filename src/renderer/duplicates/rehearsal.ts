import { computed, shallowRef } from 'vue';
import type { DuplicateRule, NamedRule, Resolution, ResolutionLine } from '../../contract/duplicates.ts';
import { t } from '../i18n/language.ts';
import { usePaged } from '../imports/parts/paged.ts';
import { onEngine, useEngine } from '../shell/engine.ts';
import { faultSentence, isFault, notify, notifyFault } from '../shell/faults.ts';
import { formatCount } from '../shell/figures.ts';

/** The rule itself, without what the list of rules says beside it. */
export function ruleOf({ builtIn: _, title: __, ...rule }: NamedRule): DuplicateRule {
  return rule;
}

/** What a rule would do, line by line, and doing it. Made in a component's setup. */
export function useRehearsal() {
  const engine = useEngine();
  const rules = shallowRef<readonly NamedRule[]>([]);
  const rule = shallowRef<DuplicateRule | null>(null);
  const find = shallowRef('');
  const except = shallowRef<ReadonlySet<number>>(new Set());
  const sums = shallowRef<Omit<Resolution, 'lines'> | null>(null);
  const refused = shallowRef<string | null>(null);
  const busy = shallowRef(false);

  const list = usePaged<ResolutionLine>(async (window) => {
    const wanted = rule.value;
    if (wanted === null || wanted.kinds.length === 0) return { total: 0, rows: [] };
    try {
      const { lines, ...all } = await engine.duplicates.resolve({
        rule: wanted, dryRun: true, ...(find.value.trim() === '' ? {} : { find: find.value.trim() }), ...window,
      });
      refused.value = null;
      sums.value = all;
      return { total: all.total, rows: lines };
    } catch (thrown) {
      if (!isFault(thrown, 'bad-input')) throw thrown;
      refused.value = faultSentence(thrown);
      sums.value = null;
      return { total: 0, rows: [] };
    }
  }, notifyFault);

  async function loadRules(): Promise<void> {
    await engine.duplicates.rules({}).then((all) => { rules.value = all; }, notifyFault);
  }

  function choose(wanted: DuplicateRule): void {
    rule.value = wanted;
    except.value = new Set();
    void list.reload();
  }

  function leaveOut(group: number, out: boolean): void {
    const next = new Set(except.value);
    if (out) next.add(group);
    else next.delete(group);
    except.value = next;
  }

  const willDo = computed(() => Math.max(0, (sums.value?.groups ?? 0) - except.value.size));

  async function carryOut(): Promise<void> {
    const wanted = rule.value;
    if (wanted === null || busy.value) return;
    busy.value = true;
    try {
      const done = await engine.duplicates.resolve({ rule: wanted, except: [...except.value], offset: 0, limit: 0 });
      except.value = new Set();
      notify(t('duplicates.rule.done', { n: formatCount(done.groups), absorbed: formatCount(done.absorbed) }, done.groups));
    } catch (thrown) {
      notifyFault(thrown);
    } finally {
      busy.value = false;
      void list.reload();
    }
  }

  onEngine('changed', ({ areas }) => {
    if (!areas.includes('duplicates') || busy.value) return;
    void loadRules();
    void list.reload();
  });
  void loadRules().then(() => { if (rule.value === null && rules.value[0] !== undefined) choose(ruleOf(rules.value[0])); });

  return { rules, rule, find, except, sums, refused, busy, list, willDo, choose, leaveOut, carryOut, loadRules };
}
