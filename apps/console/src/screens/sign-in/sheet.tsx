import type { ComponentChildren } from 'preact';
import { Title } from '../../parts/title.js';
import { w } from '../../words/words.js';
import { LanguageChoice } from '../shell/menu.js';
import { Mark } from '../shell/mark.js';
import './sign-in.css';

interface SignInSheetProps {
  readonly title: string;
  readonly refusal: string | null;
  readonly children: ComponentChildren;
}

/** The page of somebody who is not in yet. */
export function SignInSheet({ title, refusal, children }: SignInSheetProps) {
  return (
    <main class="sign-in" id="content">
      <div class="sign-in-sheet">
        <p class="brand">
          <Mark />
          Homeward
        </p>
        <Title text={title}>{title}</Title>
        {children}
        <p role="alert" class="wrong">
          {refusal}
        </p>
        <p class="soft">{w.signIn.lead}</p>
        <LanguageChoice />
      </div>
    </main>
  );
}
