// The paper ballots of a poll, counted by two persons: each enters figures without seeing the other's.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '#look/door.ts';
import { Button, Card, Note, NumberField, Refused, Section } from '#look/parts.ts';
import { t } from '#look/words.ts';
import type { PollPage } from '../model.ts';

export function CountPaper(props: {
  page: PollPage;
  again: () => void;
  problem: (code: string, facts?: Record<string, string | number>) => string;
}): JSX.Element {
  const { page, again } = props;
  const { poll, given } = page;
  const { failed, say } = useSay();
  const [figures, setFigures] = useState<readonly (number | undefined)[]>(poll.choices.map(() => undefined));
  const [blank, setBlank] = useState<number | undefined>(0);
  const [tried, setTried] = useState(false);
  if (given.paper === 0 || poll.paper !== null) return <Note icon="clock">{t('poll.counting')}</Note>;
  const send = (): void => {
    setTried(true);
    if (blank === undefined || figures.some((one) => one === undefined)) return;
    say('poll.count-paper', { poll: poll.id, figures, blank }, { text: t('poll.paper.saved'), after: again });
  };
  return (
    <Section title={t('poll.paper.title')} right={t('poll.paper.given', { n: given.paper })}>
      <Card>
        <p>{t('poll.paper.text')}</p>
        {poll.differed > 0 && !page.counting ? (
          <Note tone="bad" icon="alert-circle">
            {t('poll.paper.differed')}
          </Note>
        ) : null}
        {page.counting ? (
          <Note icon="info-circle">{t(page.mayCount ? 'poll.paper.second' : 'poll.paper.wait')}</Note>
        ) : null}
        <Refused failed={failed} problem={props.problem} />
        {page.mayCount ? (
          <>
            <div class="grid gap-4 sm:grid-cols-2">
              {poll.choices.map((choice, at) => (
                <NumberField
                  key={choice}
                  label={choice}
                  min={0}
                  value={figures[at]}
                  error={tried && figures[at] === undefined ? t('poll.need.figure') : undefined}
                  onInput={(value) => setFigures(figures.map((one, place) => (place === at ? value : one)))}
                />
              ))}
              <NumberField label={t('poll.paper.blank')} min={0} value={blank} onInput={setBlank} />
            </div>
            <div class="zd-button-row zd-button-row-left">
              <Button kind="filled" icon="check" onClick={send}>
                {t('poll.paper.save')}
              </Button>
            </div>
          </>
        ) : null}
      </Card>
    </Section>
  );
}
