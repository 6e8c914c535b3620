// The screens beside the inbox, loaded when first opened.
import { lazy } from 'preact/compat';
import type { JSX } from 'preact';
import { Empty } from '#look/parts.ts';
import { t } from '#look/words.ts';
import { MediationList, MediationScreen } from '#modules/dispute/ui/desk-mediation.tsx';
import { SpotList, SpotScreen } from '#modules/environment/ui/desk-spots.tsx';
import { ErrandList, ErrandScreen } from '#modules/errand/ui/desk-errands.tsx';
import { IncidentScreen } from '#modules/incident/ui/desk-incident.tsx';
import { IncidentList } from '#modules/incident/ui/desk-incidents.tsx';
import type { OfficeRow } from '#modules/people/model.ts';
import { OfficesScreen } from '#modules/people/ui/desk-offices.tsx';
import { CoverageScreen } from '#modules/territory/ui/desk-coverage.tsx';
import { Access } from './access.tsx';
import { Audit } from './audit.tsx';
import { Burdens } from './burden.tsx';
import { CarriedScreen } from './carried.tsx';
import { GuidanceScreen } from './guidance.tsx';
import { Home } from './home.tsx';
import { Homes } from './homes.tsx';
import { invite } from './invite.ts';
import { LeftScreen } from './left.tsx';
import { Notices } from './notices.tsx';
import { hrefOf, route } from './route.ts';
import { burdenRoles, errandRoles, figureRoles, guides, hasRole, leftStaff, mainPost, session } from './session.ts';
import { Settings } from './settings.tsx';
import { Setup } from './setup.tsx';
import { FailedScreen, MessagesScreen, Ways } from './telling.tsx';
import { problemWord } from './speak.ts';

const CountyScreen = lazy(() =>
  import('#modules/case/ui/desk-county.tsx').then((loaded) => ({ default: loaded.CountyScreen })),
);
const OpinionScreen = lazy(() =>
  import('#modules/opinion/ui/desk-opinions.tsx').then((loaded) => ({ default: loaded.OpinionScreen })),
);
const OverviewScreen = lazy(() =>
  import('#modules/measure/ui/desk-overview.tsx').then((loaded) => ({ default: loaded.OverviewScreen })),
);

/** PEOPLE-5 for the eye: village and township desks staff the ground below them, the security administrator all. */
function mayStaff(office: OfficeRow): boolean {
  if (hasRole('security-admin')) return true;
  return (session.value?.posts ?? []).some(
    (one) =>
      (one.role === 'village-officer' || one.role === 'township-officer') &&
      office.ground !== one.ground &&
      office.ground.startsWith(`${one.ground}.`),
  );
}

const staffs = (): boolean => hasRole('security-admin', 'village-officer', 'township-officer');

export function Screens(): JSX.Element {
  const { parts, query } = route.value;
  const [name, id] = parts;
  if (name === 'focus') {
    return id === undefined ? (
      <IncidentList problem={problemWord} />
    ) : (
      <IncidentScreen key={id} id={id} caseHref={(one) => hrefOf(['inbox', 'mine', one])} problem={problemWord} />
    );
  }
  if (name === 'mediation') {
    const href = (one: string): string => hrefOf(['mediation', one]);
    return id === undefined ? (
      <MediationList hrefOf={href} problem={problemWord} />
    ) : (
      <MediationScreen
        key={id}
        id={id}
        listHref={hrefOf(['mediation'])}
        caseHref={(one) => hrefOf(['inbox', 'mine', one])}
        problem={problemWord}
      />
    );
  }
  if (name === 'spots') {
    const hrefs = {
      hrefOf: (one: string) => hrefOf(['spots', one]),
      caseHref: (one: string) => hrefOf(['inbox', 'mine', one]),
    };
    return id === undefined ? (
      <SpotList {...hrefs} problem={problemWord} />
    ) : (
      <SpotScreen key={id} id={id} listHref={hrefOf(['spots'])} {...hrefs} problem={problemWord} />
    );
  }
  if (name === 'errands' && hasRole(...errandRoles)) {
    const href = (one: string): string => hrefOf(['errands', one]);
    return id === undefined ? (
      <ErrandList hrefOf={href} problem={problemWord} />
    ) : (
      <ErrandScreen
        key={id}
        id={id}
        listHref={hrefOf(['errands'])}
        homeHref={(one) => hrefOf(['homes', one])}
        problem={problemWord}
      />
    );
  }
  if (name === 'place') {
    return (
      <CoverageScreen
        ground={mainPost()?.ground ?? ''}
        problem={problemWord}
        assignHref={staffs() ? (grid) => hrefOf(['posts'], { grid }) : undefined}
      />
    );
  }
  if (name === 'figures' && hasRole(...figureRoles)) {
    const { area, office, quarter, figure, of } = Object.fromEntries(query);
    return (
      <OverviewScreen
        key={`${area} ${office} ${figure} ${of}`}
        to={{ area, office, quarter, figure, of: of === 'part' || of === 'rest' ? of : 'whole' }}
        mayOffer={hasRole('village-officer')}
        link={(to) => hrefOf(['figures'], Object.fromEntries(Object.entries(to).filter(([, value]) => value)))}
        caseHref={(one) => hrefOf(['inbox', 'mine', one])}
        problem={problemWord}
      />
    );
  }
  if (name === 'posts') {
    const grid = query.get('grid') ?? '';
    return (
      <OfficesScreen
        key={grid}
        grid={grid}
        mayStaff={mayStaff}
        me={session.value?.person ?? ''}
        invite={invite}
        problem={problemWord}
      />
    );
  }
  if (name === 'homes') return id === undefined ? <Homes /> : <Home key={id} id={id} />;
  if (name === 'opinions' && hasRole('village-officer', 'township-officer'))
    return <OpinionScreen problem={problemWord} />;
  if (name === 'notices') return <Notices />;
  if (name === 'burden' && hasRole(...burdenRoles)) return <Burdens />;
  if (name === 'guidance' && hasRole(...guides)) return <GuidanceScreen />;
  if (name === 'messages') return <MessagesScreen />;
  if (name === 'failed' && hasRole('system-admin', 'county-officer')) return <FailedScreen />;
  if (name === 'county' && hasRole('county-officer')) return <CountyScreen problem={problemWord} />;
  if (name === 'telling' && hasRole('system-admin')) return <Ways />;
  if (name === 'left' && hasRole(...leftStaff)) return <LeftScreen />;
  if (name === 'carried' && hasRole('village-officer', 'township-officer')) return <CarriedScreen />;
  if (name === 'settings') return <Settings />;
  if (name === 'setup' && hasRole('system-admin', 'village-officer')) return <Setup />;
  if (name === 'access' && hasRole('security-admin')) return <Access />;
  if (name === 'audit' && hasRole('audit-admin')) return <Audit />;
  return <Empty icon="search" tone="calm" title={t('desk.noPlace')} text={t('desk.noPlaceText')} />;
}
