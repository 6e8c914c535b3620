// Public lists: all of one's ground, a new one, and one with what is to be done about it.
import type { JSX } from 'preact';
import { Problem, problemFromWire } from '#kit/problem.ts';
import { joinWords, lang } from '#look/words.ts';
import { words as publicityZh } from '#modules/publicity/desk-words.zh.ts';
import type { ReadList } from '#modules/publicity/rules-table.ts';
import { PublicityScreen } from '#modules/publicity/ui/desk-list.tsx';
import { MakeList } from '#modules/publicity/ui/desk-make.tsx';
import { PublicityDesk } from '#modules/publicity/ui/desk-publicity.tsx';
import { call } from '../door.ts';
import { hrefOf, replace } from '../route.ts';
import { csrf, disclosureRoles, hasRole, session } from '../session.ts';
import { problemWord } from '../speak.ts';
import '../speak-rooms.ts';

joinWords({ zh: publicityZh, en: () => import('#modules/publicity/desk-words.en.ts') });

const makers = ['village-officer', 'township-officer'];
const offices = (): { value: string; label: string }[] => {
  const posts = (session.value?.posts ?? []).filter((post) => makers.includes(post.role));
  return [...new Map(posts.map((post) => [post.office, post.officeName]))].map(([value, label]) => ({ value, label }));
};

async function readBook(file: File): Promise<ReadList> {
  const headers = { 'content-type': 'application/octet-stream', 'x-zd-csrf': csrf() };
  return (await call('/api/publicity/table', { method: 'POST', headers, body: file })) as ReadList;
}

async function print(id: string, size: 'A4' | 'A3'): Promise<void> {
  const query = new URLSearchParams({ size, lang: lang.value === 'en' ? 'en' : 'zh' }).toString();
  const response = await fetch(`/publicity/${id}/poster.pdf?${query}`, { credentials: 'same-origin' }).catch(() => {
    throw new Problem('broken', 'no-answer');
  });
  if (!response.ok) throw problemFromWire(await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  Object.assign(document.createElement('a'), { href: url, download: `poster-${size}.pdf` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function PublicityRoom({ id }: { id: string | undefined }): JSX.Element {
  const own = offices();
  const listHref = hrefOf(['publicity']);
  if (id === 'new' && own.length > 0)
    return (
      <MakeList
        offices={own}
        listHref={listHref}
        readBook={readBook}
        problem={problemWord}
        onMade={(made) => replace(hrefOf(['publicity', made]))}
      />
    );
  if (id === undefined || id === 'new')
    return (
      <PublicityDesk
        hrefOf={(one) => hrefOf(['publicity', one])}
        may={own.length > 0}
        disclosureHref={hasRole(...disclosureRoles) ? hrefOf(['disclosure']) : undefined}
        problem={problemWord}
      />
    );
  return (
    <PublicityScreen
      key={id}
      id={id}
      listHref={listHref}
      caseHref={(one) => hrefOf(['inbox', 'mine', one])}
      sits={(office) => own.some((one) => one.value === office)}
      person={session.value?.person ?? ''}
      mayPrint={own.length > 0}
      print={print}
      problem={problemWord}
    />
  );
}
