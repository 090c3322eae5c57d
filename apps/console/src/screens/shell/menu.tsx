import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../../api/session.js';
import { signOutHere } from '../../device/wipe.js';
import '../../parts/field.css';
import { chooseLanguage, language, LANGUAGES, w, type Language } from '../../words/words.js';

/** Who is here, which language is spoken, and the way out. */
export function Menu() {
  const { data: me } = useQuery(meQuery);
  return (
    <details class="menu">
      <summary aria-label={w.nav.menu}>{me === undefined ? w.nav.more : <bdi>{me.name}</bdi>}</summary>
      <div class="menu-sheet">
        <LanguageChoice />
        <button type="button" class="button" onClick={() => void signOutHere()}>
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
