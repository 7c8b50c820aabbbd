export default {
  title: 'Quality',
  check: 'Check now',
  running: 'Checking',
  rules: 'Rules',
  all: 'All breaches',
  list: 'Records that break a rule',
  kept: 'Kept by all',
  breaches: '{n} breach | {n} breaches',
  openAll: 'Open all as records',
  noTitle: '(no title)',
  hint: 'choose, open the record:',
  seeAll: 'See all {n}',
  done: '{records} records checked, {breaches} breaches found.',
  cancelled: 'Check cancelled; the earlier results stand.',
  none: {
    title: 'Nothing was checked yet',
    text: 'Every record is compared with the rules: date and folder, issue, page and item, class number, balanced '
      + 'tags. Breaches are listed; no record is changed.',
    clean: 'No breaches found',
    cleanText: 'All records keep the rules. Check again after imports and edits.',
    rule: 'Nothing breaks this rule',
  },
};
