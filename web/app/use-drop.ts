// Files can be dropped anywhere on the page, which says so while they are above it.
import { useEffect, useRef } from 'react';
import { useOpenFiles } from '../panes/config/use-open-files.ts';

export function useDrop(): void {
  const openFiles = useOpenFiles();
  const latest = useRef(openFiles);
  latest.current = openFiles;
  useEffect(() => {
    const show = (isOver: boolean) => document.body.toggleAttribute('data-dropping', isOver);
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      show(true);
    };
    // Out of the window; from one part to another there is a next one.
    const leave = (event: DragEvent) => event.relatedTarget === null && show(false);
    const drop = (event: DragEvent) => {
      show(false);
      const files = event.dataTransfer?.files;
      if (files === undefined || files.length === 0) return;
      event.preventDefault();
      void latest.current(files);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
}
