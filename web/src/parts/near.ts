/* Of what is long only that is laid out which is near the window. Its pieces are numbered: what comes near is laid out and stays so
   until it is far away; it then leaves its height behind, so that nothing moves under the reader. */
import { useEffect, useRef, useState } from 'preact/hooks';

interface Near {
  readonly is_near: (number: number) => boolean;
  /** Of a piece that was laid out before. */
  readonly height_of: (number: number) => number | undefined;
  readonly bring: (number: number) => void;
}

/** What was seen of each piece last: where frames come faster than reports, one report tells of a piece that went and came back. */
export function last_seen<T extends { readonly target: unknown }>(entries: readonly T[]): readonly T[] {
  return [...new Map(entries.map((entry) => [entry.target, entry])).values()];
}

/** `attribute`: of the pieces in the container, with their numbers; the distances are in pixels. */
export function use_near(container: { readonly current: HTMLElement | null }, attribute: string, count: number, comes: number, leaves: number): Near {
  const [near, set_near] = useState<ReadonlySet<number>>(new Set([0]));
  const heights = useRef(new Map<number, number>());
  useEffect(() => {
    if (container.current === null) return;
    const number_of = ({ target }: IntersectionObserverEntry): number => Number(target.getAttribute(attribute));
    const come = (entries: readonly IntersectionObserverEntry[]): void => {
      const here = last_seen(entries).filter((entry) => entry.isIntersecting).map(number_of);
      if (here.length > 0) set_near((before) => new Set([...before, ...here]));
    };
    const leave = (entries: readonly IntersectionObserverEntry[]): void => {
      const gone = new Map(last_seen(entries).filter((entry) => !entry.isIntersecting).map((entry) => [number_of(entry), entry.boundingClientRect.height]));
      set_near((before) => {
        const left = [...before].filter((number) => gone.has(number));
        for (const number of left) if ((gone.get(number) ?? 0) > 0) heights.current.set(number, gone.get(number) ?? 0);
        return left.length === 0 ? before : new Set([...before].filter((number) => !gone.has(number)));
      });
    };
    const observers = [new IntersectionObserver(come, { rootMargin: `${comes}px 0px` }), new IntersectionObserver(leave, { rootMargin: `${leaves}px 0px` })];
    for (const piece of container.current.querySelectorAll(`[${attribute}]`)) for (const observer of observers) observer.observe(piece);
    return () => observers.forEach((observer) => observer.disconnect());
  }, [count]);
  return { is_near: (number) => near.has(number), height_of: (number) => heights.current.get(number), bring: (number) => set_near((before) => new Set(before).add(number)) };
}
