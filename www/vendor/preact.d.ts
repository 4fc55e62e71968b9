// What of the vendored module the page uses, typed as far as the page needs it.

export type Child = unknown;
export interface Signal<T> {
  value: T;
}
export interface Ref<T> {
  current: T;
}

/** Markup as a tagged template. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): Child;
export function render(child: Child, parent: Element): void;
export function signal<T>(value: T): Signal<T>;
export function effect(run: () => void | (() => void)): () => void;

export function useEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useLayoutEffect(run: () => void | (() => void), inputs?: readonly unknown[]): void;
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
export function useRef<T>(value: T): Ref<T>;
export function useState<T>(value: T | (() => T)): [T, (next: T | ((last: T) => T)) => void];
