import { CLUSTER_METHODS, SURE_METHODS } from '../../contract/authorities.ts';
import type { ClusterMethod, ClusterPage } from '../../contract/authorities.ts';

/** What the chips choose: all, the sure ones together, or one of the doubtful kinds. */
export type MethodChoice = 'all' | 'sure' | Exclude<ClusterMethod, (typeof SURE_METHODS)[number]>;

const SURE: readonly ClusterMethod[] = SURE_METHODS;
const isDoubtful = (method: ClusterMethod): method is Exclude<ClusterMethod, (typeof SURE_METHODS)[number]> => !SURE.includes(method);

export const METHOD_CHOICES: readonly MethodChoice[] = ['all', 'sure', ...CLUSTER_METHODS.filter(isDoubtful)];

/** The methods a choice stands for; undefined for all. */
export function methodsOf(choice: MethodChoice): readonly ClusterMethod[] | undefined {
  if (choice === 'all') return undefined;
  return choice === 'sure' ? SURE_METHODS : [choice];
}

/** Clusters behind each choice. */
export function countsOf(methods: ClusterPage['methods']): Readonly<Record<MethodChoice, number>> {
  const sum = (wanted: readonly ClusterMethod[] | undefined): number =>
    methods.reduce((total, { method, clusters }) => (wanted === undefined || wanted.includes(method) ? total + clusters : total), 0);
  return Object.fromEntries(METHOD_CHOICES.map((choice) => [choice, sum(methodsOf(choice))])) as Record<MethodChoice, number>;
}
