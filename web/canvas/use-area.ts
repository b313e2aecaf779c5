// How much room the map has. Zero until it is on the page.
import { type RefObject, useLayoutEffect, useState } from 'react';

export interface Area {
  readonly width: number;
  readonly height: number;
}

export function useArea(of: RefObject<HTMLElement | null>): Area {
  const [area, setArea] = useState<Area>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = of.current;
    if (element === null) return;
    const measure = () =>
      setArea((before) => {
        const { clientWidth: width, clientHeight: height } = element;
        return before.width === width && before.height === height ? before : { width, height };
      });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [of]);
  return area;
}
