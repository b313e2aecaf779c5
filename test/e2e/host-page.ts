// A documentation page of another origin that embeds Gateglass: it shows the frame named by `?src=` and records what the
// frame sends, so that a test can read it.
import { createServer } from 'node:http';

const PAGE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Some documentation</title></head>
  <body>
    <h1>Some documentation</h1>
    <p>Text before the frame.</p>
    <script>
      window.received = [];
      const frame = document.createElement('iframe');
      const query = new URLSearchParams(location.search);
      addEventListener('message', (event) => {
        window.received.push({ origin: event.origin, data: event.data });
        // As documentation does that wants the frame to be as high as what it shows.
        if (query.has('fit') && event.data.type === 'resize') frame.style.height = event.data.height + 'px';
      });
      frame.title = 'Gateway example';
      frame.style.width = '100%';
      frame.style.height = '480px';
      frame.src = query.get('src');
      // Far below what is visible when asked to: the frame must then load nothing yet.
      if (query.has('below')) document.write('<div style="height: 6000px">A long text.</div>');
      if (query.has('sandbox')) frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-popups');
      addEventListener('DOMContentLoaded', () => document.body.append(frame));
    </script>
  </body>
</html>`;

/** `localhost` is another origin, and another site, than the page's `127.0.0.1`. */
export function serveHostPage(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  });
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://localhost:${port}/`, close });
    });
  });
}
