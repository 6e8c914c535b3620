// The person's own page: posts, look, language, sending, the witness of the record, lock; and help with whom to call.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { formatDay } from '#look/dates.ts';
import { painted } from '#look/painted.ts';
import { Button, Card, Choice, ListRow, Note, Section } from '#look/parts.ts';
import { elder, textSize, textSizes, theme, themes } from '#look/theme.ts';
import { lang, setLang, t } from '#look/words.ts';
import { PhoneNotices } from '#modules/notice/ui/phone-notices.tsx';
import { mostStored } from '#sync/stored.ts';
import { chainOf } from './book.ts';
import { InnerPage, MainPage, useNow } from './frame.tsx';
import './ground-words.ts';
import './policy-words.ts';
import { findOffice, me, notices, type PhoneOffice } from './queries.ts';
import { go } from './router.ts';
import { lock, useOpen } from './session.ts';
import { setTour } from './today-page.tsx';

function Posts(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  const posts = me(phone)?.posts ?? [];
  return (
    <Section title={t('field.me.posts')}>
      <Card list>
        {posts.length === 0 ? <ListRow plain icon="user" title={t('field.me.noPosts')} /> : null}
        {posts.map((post) => (
          <ListRow
            key={post.id}
            plain
            icon="user"
            title={<b>{t(`people.role.${post.role}`)}</b>}
            beside={post.deputising ? t('field.me.deputy') : ''}
            text={t('field.me.until', { area: post.areaName, day: formatDay(post.toAt, now) })}
          />
        ))}
      </Card>
    </Section>
  );
}

function Look(): JSX.Element {
  const [failed, setFailed] = useState(false);
  const speak = (next: string): void => {
    // Every word on the page changes: the choice itself is drawn before them.
    void painted()
      .then(() => setLang(next === 'en' ? 'en' : 'zh'))
      .then((done) => setFailed(!done));
  };
  return (
    <Section title={t('field.me.look')}>
      <Choice
        label={t('look.theme.title')}
        value={theme.value}
        onChange={(value) => (theme.value = value)}
        answers={themes.map((value) => ({ value, label: t(`look.theme.${value}`) }))}
      />
      <Choice
        many
        quiet
        columns={1}
        label={t('field.me.elder')}
        value={elder.value ? ['yes'] : []}
        onChange={(list) => (elder.value = list.length > 0)}
        answers={[{ value: 'yes', label: t('field.me.elder'), icon: 'text-size' }]}
      />
      <Choice
        label={t('look.size.title')}
        value={String(textSize.value)}
        onChange={(value) => (textSize.value = textSizes.find((one) => String(one) === value) ?? 100)}
        answers={textSizes.map((value) => ({ value: String(value), label: t(`look.size.${value}`) }))}
      />
      <Choice
        label={t('field.me.lang')}
        value={lang.value === 'en' ? 'en' : 'zh'}
        onChange={speak}
        error={failed ? t('field.me.langOff') : ''}
        answers={[
          { value: 'zh', label: t('field.me.zh') },
          { value: 'en', label: t('field.me.en') },
        ]}
      />
    </Section>
  );
}

/** 1 MB, 10 GB. */
function sizeOf(bytes: number): string {
  const megabytes = Math.ceil(bytes / 1_000_000);
  return megabytes < 1024 ? `${megabytes} MB` : `${Math.floor(megabytes / 1024)} GB`;
}

function useSpace(): string {
  const [text, setText] = useState('');
  useEffect(() => {
    void Promise.all([navigator.storage?.estimate?.() ?? {}, navigator.storage?.persisted?.() ?? false]).then(
      ([{ usage = 0, quota = 0 }, isKept]) => {
        const sizes = { used: sizeOf(usage), most: sizeOf(mostStored), free: sizeOf(quota - usage) };
        setText(`${t('field.me.space', sizes)} ${t(isKept ? 'field.me.spaceKept' : 'field.me.spaceLoose')}`);
      },
    );
  }, [lang.value]);
  return text;
}

const guides: readonly string[] = ['level-1-head', 'liaison-officer', 'village-officer'];
const isGuide = (phone: ReturnType<typeof useOpen>['phone']): boolean =>
  phone.actor.value.posts.some((post) => guides.includes(post.role));

export function MePage(): JSX.Element {
  const { phone } = useOpen();
  const { witness } = phone.meta.value;
  const county = me(phone)?.county ?? phone.identity.county;
  const code = witness?.root.slice(0, 8).replace(/(.{4})/, '$1 ') ?? '';
  const space = useSpace();
  const tour = (): void => {
    setTour(1);
    go('/today');
  };
  return (
    <MainPage title={phone.identity.name}>
      <Posts />
      <Card list>
        <ListRow plain icon="cloud-check" href="#/sync" title={t('field.me.sync')} />
        <ListRow plain icon="map-2" href="#/ground" title={t('ground.open')} text={t('ground.openText')} />
        <ListRow plain icon="inbox" href="#/news" title={t('field.me.news')} />
        <ListRow plain icon="books" href="#/policy" title={t('policy.title')} />
        <ListRow plain icon="bell" href="#/notices" title={t('field.me.notices')} />
        <ListRow plain icon="file-text" href="#/lists" title={t('field.me.lists')} />
        <ListRow plain icon="users" href="#/village" title={t('field.me.village')} />
        <ListRow plain icon="scale" href="#/burden" title={t('field.me.burden')} />
        {isGuide(phone) ? (
          <ListRow plain icon="heart-handshake" href="#/guidance" title={t('field.me.guidance')} />
        ) : null}
        <ListRow plain icon="corner-up-right" href="#/left" title={t('visit.left.title')} />
        <ListRow plain icon="trash" href="#/needs" title={t('field.needs.bin')} text={t('field.needs.binText')} />
        <ListRow plain icon="book" title={t('field.me.tour')} onClick={tour} />
        <ListRow plain icon="lock" title={t('field.me.lock')} onClick={() => void lock()} />
        <ListRow plain icon="users" title={t('field.me.other')} onClick={() => void lock()} />
      </Card>
      <Look />
      <Section title={t('field.me.witness')}>
        <Note tone="calm" icon="shield-check">
          {witness === null ? t('field.me.witnessNone') : t('field.me.witnessText', { block: witness.block, code })}
        </Note>
      </Section>
      <p class="zd-two">
        {space}
        <br />
        {t('field.me.county', { name: county.name, number: county.filingNumber })}
        <br />
        {t('field.me.complaint', { phone: county.complaintPhone })}
      </p>
    </MainPage>
  );
}

export function NoticesPage(): JSX.Element {
  const { phone } = useOpen();
  const now = useNow();
  return (
    <InnerPage title={t('notice.title')} back="/today">
      <PhoneNotices notices={notices(phone, now)} officeName={(id) => findOffice(phone, id)?.name ?? ''} now={now} />
    </InnerPage>
  );
}

/** Whom a worker asks, the nearest first. */
const helpers: readonly string[] = ['level-1', 'liaison', 'village', 'township'];
const questions = [1, 2, 3, 4, 5, 6] as const;

export function HelpPage(): JSX.Element {
  const { phone } = useOpen();
  const actor = phone.actor.value;
  const ground = actor.posts[0]?.ground ?? '';
  const own = new Set(actor.posts.map((post) => post.office));
  const near = (chainOf(phone.view.value.rows, ground) as PhoneOffice[])
    .filter((office) => helpers.includes(office.kind) && !own.has(office.id))
    .sort((a, b) => helpers.indexOf(a.kind) - helpers.indexOf(b.kind));
  const people = near
    .flatMap((office) =>
      office.people.filter((one) => one.phone !== '').map((one) => ({ ...one, office: office.name })),
    )
    .slice(0, 5);
  return (
    <InnerPage title={t('field.help.title')} back="/today">
      <Section title={t('field.help.call')}>
        <Card list>
          {people.length === 0 ? <ListRow plain icon="users" title={t('field.help.nobody')} /> : null}
          {people.map((one) => (
            <ListRow
              key={`${one.office} ${one.name}`}
              icon="phone"
              tone="act"
              href={`tel:${one.phone}`}
              title={one.name}
              text={one.office}
            />
          ))}
        </Card>
      </Section>
      {questions.map((n) => (
        <Card key={n} label={t(`field.help.q${n}`)}>
          <h2>{t(`field.help.q${n}`)}</h2>
          <p>{t(`field.help.a${n}`)}</p>
        </Card>
      ))}
      <Button kind="soft" icon="phone" href="tel:110">
        {t('case.phone.call110')}
      </Button>
    </InnerPage>
  );
}
