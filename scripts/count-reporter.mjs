// A Vitest reporter that leaves the figures of a run in the file named by TEST_FIGURES.
import { writeFileSync } from 'node:fs';

export default class CountReporter {
  onTestRunEnd(modules, unhandled) {
    const figures = { passed: 0, failed: unhandled.length, skipped: 0 };
    for (const module of modules) {
      let failed = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') figures.passed++;
        else if (state === 'failed') failed++;
        else figures.skipped++;
      }
      // A file that cannot be loaded, or a hook that fails, has no failed test to show for it.
      figures.failed += failed > 0 || module.ok() ? failed : 1;
    }
    if (process.env.TEST_FIGURES) writeFileSync(process.env.TEST_FIGURES, JSON.stringify(figures));
  }
}
