// The desk's rooms beside the inbox: who may enter each, and where its code comes from once it is opened. The checks of every look walk this list.
import type { FunctionComponent } from 'preact';
import type { Role } from '#modules/people/model.ts';
import {
  burdenRoles,
  electionRoles,
  disclosureRoles,
  errandRoles,
  figureRoles,
  findingRoles,
  guides,
  ledgerRoles,
  leftStaff,
  menders,
  pollRoles,
  proposalRoles,
  sheetRoles,
} from './session.ts';

export type RoomScreen = FunctionComponent<{ id: string | undefined }>;

export interface Room {
  /** Absent: whoever sits at a desk; what he sees there the server decides. */
  readonly who?: readonly Role[];
  /** One record can be opened in it: its id follows in the address. */
  readonly opens?: true;
  readonly load: () => Promise<RoomScreen>;
}

export const rooms: Readonly<Record<string, Room>> = {
  focus: { opens: true, load: () => import('./rooms/focus.tsx').then((room) => room.FocusRoom) },
  findings: {
    who: findingRoles,
    opens: true,
    load: () => import('./rooms/findings.tsx').then((room) => room.FindingsRoom),
  },
  mediation: { opens: true, load: () => import('./rooms/mediation.tsx').then((room) => room.MediationRoom) },
  errands: {
    who: errandRoles,
    opens: true,
    load: () => import('./rooms/errands.tsx').then((room) => room.ErrandsRoom),
  },
  spots: { opens: true, load: () => import('./rooms/spots.tsx').then((room) => room.SpotsRoom) },
  supply: {
    who: ['village-officer', 'township-officer'],
    load: () => import('./rooms/supply.tsx').then((room) => room.SupplyRoom),
  },
  map: { opens: true, load: () => import('./rooms/map.tsx').then((room) => room.MapRoom) },
  place: { load: () => import('./rooms/place.tsx').then((room) => room.PlaceRoom) },
  figures: { who: figureRoles, load: () => import('./rooms/figures.tsx').then((room) => room.FiguresRoom) },
  ledgers: { who: ledgerRoles, load: () => import('./rooms/ledgers.tsx').then((room) => room.LedgersRoom) },
  sheets: { who: sheetRoles, load: () => import('./rooms/sheets.tsx').then((room) => room.SheetsRoom) },
  opinions: {
    who: ['village-officer', 'township-officer'],
    load: () => import('./rooms/opinions.tsx').then((room) => room.OpinionsRoom),
  },
  policies: { opens: true, load: () => import('./rooms/policies.tsx').then((room) => room.PoliciesRoom) },
  campaigns: {
    who: burdenRoles,
    load: () => import('./rooms/campaigns.tsx').then((room) => room.CampaignsRoom),
  },
  elections: {
    who: electionRoles,
    opens: true,
    load: () => import('./rooms/elections.tsx').then((room) => room.ElectionsRoom),
  },
  comments: {
    who: ['village-officer', 'supervision-member'],
    load: () => import('./rooms/comments.tsx').then((room) => room.CommentsRoom),
  },
  polls: {
    who: pollRoles,
    opens: true,
    load: () => import('./rooms/polls.tsx').then((room) => room.PollsRoom),
  },
  proposals: {
    who: proposalRoles,
    opens: true,
    load: () => import('./rooms/proposals.tsx').then((room) => room.ProposalsRoom),
  },
  posts: { load: () => import('./rooms/posts.tsx').then((room) => room.PostsRoom) },
  homes: { opens: true, load: () => import('./rooms/homes.tsx').then((room) => room.HomesRoom) },
  notices: { load: () => import('./notices.tsx').then((room) => room.Notices) },
  publicity: { opens: true, load: () => import('./rooms/publicity.tsx').then((room) => room.PublicityRoom) },
  disclosure: {
    who: disclosureRoles,
    load: () => import('./rooms/disclosure.tsx').then((room) => room.DisclosureRoom),
  },
  burden: { who: burdenRoles, load: () => import('./burden.tsx').then((room) => room.Burdens) },
  guidance: { who: guides, load: () => import('./guidance.tsx').then((room) => room.GuidanceScreen) },
  messages: { load: () => import('./telling.tsx').then((room) => room.MessagesScreen) },
  failed: { who: menders, load: () => import('./telling.tsx').then((room) => room.FailedScreen) },
  telling: { who: ['system-admin'], load: () => import('./telling.tsx').then((room) => room.Ways) },
  left: { who: leftStaff, load: () => import('./left.tsx').then((room) => room.LeftScreen) },
  carried: {
    who: ['village-officer', 'township-officer'],
    load: () => import('./carried.tsx').then((room) => room.CarriedScreen),
  },
  settings: { load: () => import('./settings.tsx').then((room) => room.Settings) },
  setup: { who: ['system-admin', 'village-officer'], load: () => import('./setup.tsx').then((room) => room.Setup) },
  county: { who: ['county-officer'], load: () => import('./rooms/county.tsx').then((room) => room.CountyRoom) },
  access: { who: ['security-admin'], load: () => import('./access.tsx').then((room) => room.Access) },
  systems: {
    who: ['security-admin'],
    load: () => import('./rooms/systems.tsx').then((room) => room.SystemsRoom),
  },
  audit: { who: ['audit-admin'], load: () => import('./audit.tsx').then((room) => room.Audit) },
};
