import type { Proposal } from '../../../../contract/suggestions.ts';
import type { LocalText } from '../../../../contract/text.ts';

export const SURE = 0.9;
const LIKELY = 0.7;
const POSSIBLE = 0.4;

/** How sure a suggestion is, in a word. Before there are figures nothing is more than likely. */
export function bandOf(sure: number, figures: boolean): Proposal['band'] {
  if (sure >= SURE) return figures ? 'sure' : 'likely';
  return sure >= LIKELY ? 'likely' : sure >= POSSIBLE ? 'possible' : 'unsure';
}

export const BAND_WORDS: Readonly<Record<Proposal['band'], LocalText>> = {
  sure: { zh: '很有把握', en: 'nearly certain' },
  likely: { zh: '较有把握', en: 'likely' },
  possible: { zh: '可能', en: 'possible' },
  unsure: { zh: '把握不大', en: 'unsure' },
};

export const ABSTAINED = {
  noText: { zh: '这条记录没有题名和正文，无从建议。', en: 'The record has neither title nor body, so there is nothing to go by.' },
  nothing: { zh: '还没有可学的已标引记录，文中也没有出现类名。请先标引几条。', en: 'No classified record to learn from, and no caption of the scheme in the text. Classify a few first.' },
  strange: { zh: '用词与学过的记录相差太远，下面仅供参考。', en: 'Its words are far from those of the records learned; what follows is only a hint.' },
  unsure: { zh: '前几个都差不多，没有把握，请自行判断。', en: 'The first few are about equal. Please judge yourself.' },
} as const satisfies Record<string, LocalText>;
