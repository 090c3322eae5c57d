import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { render } from 'preact';
import './look/base.css';
import { onSignedOut } from './api/client.js';
import { queries } from './api/queries.js';
import { keepShell } from './device/offline-shell.js';
import { forgetWhatIsKept } from './device/wipe.js';
import { router } from './routes.js';
import { labels, language, onSpoken, preferredLanguage, speak } from './words/words.js';

onSignedOut(({ code }) => {
  if (code === 'session-ended') void forgetWhatIsKept();
  void queries.invalidateQueries({ queryKey: ['session'] });
});

onSpoken(() => {
  document.documentElement.lang = language;
  document.documentElement.dir = labels.direction;
  render(
    // Words are no state: what is on the screen is made again where the language changes.
    <QueryClientProvider client={queries} key={language}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
    document.getElementById('console')!,
  );
});
void speak(preferredLanguage());
keepShell();
