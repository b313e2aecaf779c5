// The line to the page around the frame. Only the parent window is heard, and only one origin: the one that the browser names, else the
// first that speaks.
import { frameHeight, readToFrame, type ToHost } from '../../src/protocol/embed.ts';

export interface HostLine {
  readonly post: (message: ToHost) => void;
}

export function connectHost(root: HTMLElement): HostLine {
  let origin = knownOrigin();
  let posted = 0;
  const post = (message: ToHost) => {
    if (origin !== undefined && isNamed(origin) && window.parent !== window) window.parent.postMessage(message, origin);
  };
  const measure = () => {
    const height = frameHeight(root.scrollHeight);
    if (height === posted) return;
    posted = height;
    post({ gp: 1, type: 'resize', height });
  };
  addEventListener('message', (event) => {
    if (event.source !== window.parent) return;
    const message = readToFrame(event.data);
    if (message === undefined) return;
    origin ??= event.origin;
    if (event.origin !== origin) return;
    if (message.type === 'setTheme') {
      if (message.theme === 'auto') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = message.theme;
    } else {
      post({ gp: 1, type: 'ready', ...(message.id === undefined ? {} : { id: message.id }) });
      posted = 0;
      measure();
    }
  });
  new ResizeObserver(() => requestAnimationFrame(measure)).observe(root);
  post({ gp: 1, type: 'ready' });
  return { post };
}

/** A page opened from a file or in a sandbox has no origin that a message could be sent to alone: it is told nothing. */
function isNamed(origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).origin === origin;
}

/** The origin of the embedding page, as far as the browser tells it. */
function knownOrigin(): string | undefined {
  const { ancestorOrigins } = location as Location & { readonly ancestorOrigins?: DOMStringList };
  const [nearest] = ancestorOrigins ?? [];
  if (nearest !== undefined) return nearest;
  return document.referrer === '' ? undefined : new URL(document.referrer).origin;
}
