import type { AuthoritiesApi } from './authorities.ts';
import type { DuplicatesApi } from './duplicates.ts';
import type { ExportsApi } from './exports.ts';
import type { HistoryApi } from './history.ts';
import type { ImportsApi } from './imports.ts';
import type { LibraryApi } from './library.ts';
import type { Task } from './progress.ts';
import type { QualityApi } from './quality.ts';
import type { RecipesApi } from './recipes.ts';
import type { RecordsApi } from './records.ts';
import type { SearchesApi } from './searches.ts';
import type { SetsApi } from './sets.ts';
import type { SubjectsApi } from './subjects.ts';
import type { TasksApi } from './tasks.ts';

/** Everything that may be asked of a library. One namespace a noun; the wire name of a method is `namespace.method`. */
export interface EngineApi {
  readonly library: LibraryApi;
  readonly imports: ImportsApi;
  readonly records: RecordsApi;
  readonly subjects: SubjectsApi;
  readonly duplicates: DuplicatesApi;
  readonly quality: QualityApi;
  readonly sets: SetsApi;
  readonly exports: ExportsApi;
  readonly history: HistoryApi;
  readonly tasks: TasksApi;
  readonly authorities: AuthoritiesApi;
  readonly recipes: RecipesApi;
  readonly searches: SearchesApi;
}

/** What the engine tells without being asked. */
export interface EngineEvents {
  /** Something in the library changed: ask again for what is on screen. `records` is empty when too many changed to name (over 1,000). */
  readonly changed: { readonly areas: readonly Area[]; readonly records: readonly number[] };
  readonly task: Task;
}

export type Area = 'records' | 'imports' | 'subjects' | 'duplicates' | 'quality' | 'sets' | 'exports' | 'history' | 'index'
  | 'authorities' | 'recipes' | 'searches';
