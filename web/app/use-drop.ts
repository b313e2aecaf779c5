// Files can be dropped anywhere on the page.
import { useEffect, useRef } from 'react';
import { useOpenFiles } from '../panes/config/use-open-files.ts';

export function useDrop(): void {
  const openFiles = useOpenFiles();
  const latest = useRef(openFiles);
  latest.current = openFiles;
  useEffect(() => {
    const over = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true && event.preventDefault();
    const drop = (event: DragEvent) => {
      const files = event.dataTransfer?.files;
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      void latest.current(files);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}
