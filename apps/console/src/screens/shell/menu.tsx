import { useQuery, useQueryClient } from '@tanstack/react-query';
import { meQuery, signOut } from '../../api/session.js';
import { chooseLanguage, language, LANGUAGES, w, type Language } from '../../words/words.js';

/** Who is here, which language is spoken, and the way out. */
export function Menu() {
  const { data: me } = useQuery(meQuery);
  const client = useQueryClient();
  return (
    <details class="menu">
      <summary aria-label={w.nav.menu}>{me === undefined ? w.nav.more : <bdi>{me.name}</bdi>}</summary>
      <div class="menu-sheet">
        <LanguageChoice />
        <button
          type="button"
          class="button"
          onClick={async () => {
            await signOut();
            client.clear();
            await client.refetchQueries();
          }}
        >
          {w.nav.signOut}
        </button>
      </div>
    </details>
  );
}

export function LanguageChoice() {
  return (
    <label class="field">
      <span>{w.nav.language}</span>
      <select value={language} onChange={(event) => void chooseLanguage(event.currentTarget.value as Language)}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
