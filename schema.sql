-- The whole database of peerhub on one page.
-- Rendered by `peerhub schema` from the tables.py files; a test compares the two. Never edit it.


-- What people declared privately, so that nobody decides about their own organisation.
CREATE TABLE affiliations (
  person_id VARCHAR(16) NOT NULL,
  mark VARCHAR(80) NOT NULL,  -- of its name, keyed: tells nothing by itself
  name BLOB NOT NULL,  -- sealed with the records key
  at DATETIME NOT NULL,
  CONSTRAINT pk_affiliations PRIMARY KEY (person_id, mark)
);
CREATE INDEX ix_affiliations_mark ON affiliations (mark);

-- What nobody may share here again: the same bytes as an intimate picture taken down.
CREATE TABLE barred_files (
  sha256 VARCHAR(64) NOT NULL,  -- of a file that was taken down
  at DATETIME NOT NULL,
  CONSTRAINT pk_barred_files PRIMARY KEY (sha256)
);

-- Which room, board or meetup belongs to which organisation or network: both say yes.
CREATE TABLE belongings (
  place_kind VARCHAR(8) NOT NULL,  -- meetup, room or board
  place_id VARCHAR(16) NOT NULL,
  owner_kind VARCHAR(12) NOT NULL,
  owner_id VARCHAR(16) NOT NULL,
  together VARCHAR(16) NOT NULL,  -- shared by what one answer is for
  asked_at DATETIME NOT NULL,  -- when the place's side said so
  confirmed_at DATETIME,  -- when the owner's side did; null: asked only
  CONSTRAINT pk_belongings PRIMARY KEY (place_kind, place_id, owner_kind, owner_id),
  CONSTRAINT ck_belongings_owner_kind CHECK (owner_kind IN ('organisation', 'network'))
);
CREATE INDEX ix_belongings_owner ON belongings (owner_kind, owner_id, place_kind);

-- One open case an item and kind: reports of it join. One appeal a decision, ever.
CREATE TABLE cases (
  case_id VARCHAR(16) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  item_kind VARCHAR(16) NOT NULL,
  item_id VARCHAR(16) NOT NULL,
  author_id VARCHAR(16) NOT NULL,  -- whose item it is
  place VARCHAR(80) NOT NULL,  -- its scope, as in space:SLUG
  sector VARCHAR(60) DEFAULT '' NOT NULL,
  state VARCHAR(8) NOT NULL,
  opened_at DATETIME NOT NULL,
  decided_at DATETIME,
  urgency INTEGER DEFAULT '2' NOT NULL,  -- 0 is the most urgent
  from_level INTEGER DEFAULT '0' NOT NULL,  -- who may decide at first
  level INTEGER DEFAULT '0' NOT NULL,  -- as far as it has climbed
  due_at DATETIME,  -- undecided then, it climbs
  claimed_by VARCHAR(16) DEFAULT '' NOT NULL,  -- who has taken it
  claimed_at DATETIME,  -- a claim lapses a day later
  decision_id VARCHAR(16) DEFAULT '' NOT NULL,  -- an appeal is about it
  handed_by VARCHAR(16) DEFAULT '' NOT NULL,  -- who could not judge its pictures: somebody who sees them looks
  why VARCHAR(80) DEFAULT '' NOT NULL,  -- of a hold: what screening said, with commas between
  CONSTRAINT pk_cases PRIMARY KEY (case_id),
  CONSTRAINT ck_cases_kind CHECK (kind IN ('hold', 'report', 'appeal', 'measure')),
  CONSTRAINT ck_cases_state CHECK (state IN ('open', 'decided'))
);
CREATE INDEX ix_cases_author_id ON cases (author_id);
CREATE INDEX ix_cases_item ON cases (item_kind, item_id);
CREATE INDEX ix_cases_state_urgency_opened_at ON cases (state, urgency, opened_at);
CREATE UNIQUE INDEX uq_cases_decision_id ON cases (decision_id) WHERE decision_id <> '';
CREATE UNIQUE INDEX uq_cases_open_item ON cases (kind, item_kind, item_id, decision_id) WHERE state = 'open';

-- The hub's own words and rules, set at /admin/community.
CREATE TABLE communities (
  community_id INTEGER NOT NULL,  -- always 1: a hub is one community
  name VARCHAR(80) NOT NULL,
  strapline VARCHAR(200) DEFAULT '' NOT NULL,
  about TEXT DEFAULT '' NOT NULL,  -- Markdown, for strangers
  run_by VARCHAR(200) DEFAULT '' NOT NULL,  -- who answers for it
  join_policy VARCHAR(12) DEFAULT 'approval' NOT NULL,
  hold_first_posts INTEGER DEFAULT '0' NOT NULL,
  content_notes TEXT DEFAULT '' NOT NULL,  -- kinds of content notes, one a line; messages keep theirs as words of their own
  set_up_at DATETIME,  -- when the first administrator named it
  CONSTRAINT pk_communities PRIMARY KEY (community_id),
  CONSTRAINT ck_communities_one_row CHECK (community_id = 1),
  CONSTRAINT ck_communities_join_policy CHECK (join_policy IN ('open', 'approval', 'invitation'))
);

-- Complaints and their answers: records for the law, kept as long as the hub.
CREATE TABLE complaints (
  complaint_id VARCHAR(16) NOT NULL,
  kind VARCHAR(12) NOT NULL,  -- of section 21(4) of the Act
  complainant_id VARCHAR(16) NOT NULL,  -- empty: without an account
  reference VARCHAR(12) NOT NULL,
  barred JSON NOT NULL,  -- person:ID or handle:NAME, who never see it
  words BLOB NOT NULL,  -- sealed with the records key
  step INTEGER NOT NULL,  -- 0: those nearest; 1: who answers for the hub
  at DATETIME NOT NULL,
  due_at DATETIME NOT NULL,  -- not read or answered then, it climbs
  acknowledged_at DATETIME,
  acknowledged_by VARCHAR(16) DEFAULT '' NOT NULL,
  answered_at DATETIME,
  answered_by VARCHAR(16) DEFAULT '' NOT NULL,
  answer VARCHAR(8) DEFAULT '' NOT NULL,  -- right, partly or not
  answer_words BLOB,  -- sealed likewise
  CONSTRAINT pk_complaints PRIMARY KEY (complaint_id),
  CONSTRAINT uq_complaints_reference UNIQUE (reference)
);
CREATE INDEX ix_complaints_complainant_id ON complaints (complainant_id);

-- The file that the law asks for, a row for each version of a page. Append-only, kept.
CREATE TABLE compliance_records (
  topic VARCHAR(12) NOT NULL,  -- accountable, scope, duty, risk, …
  "key" VARCHAR(40) NOT NULL,  -- which duty, kind or measure; hub where one
  version INTEGER NOT NULL,  -- 1, 2, 3: a correction is the next one
  edition VARCHAR(40) NOT NULL,  -- of the list of the law then in force
  fields JSON NOT NULL,  -- the answers; dates as in 2027-05-31
  reason TEXT NOT NULL,  -- why it was written
  made_at DATETIME NOT NULL,
  made_by VARCHAR(16) NOT NULL,  -- an id; names whom nobody is, once gone
  CONSTRAINT pk_compliance_records PRIMARY KEY (topic, "key", version),
  CONSTRAINT ck_compliance_records_topic CHECK (topic IN ('accountable', 'scope', 'duty', 'risk', 'measure', 'children'))
);

-- Concerns from outside: times and states. What they are about is sealed to the leads.
CREATE TABLE concerns (
  concern_id VARCHAR(16) NOT NULL,
  box BLOB NOT NULL,  -- its public key: what is added is sealed to
  reply_box BLOB NOT NULL,  -- public key of who raised it
  reference_hash VARCHAR(64) NOT NULL,
  urgency INTEGER NOT NULL,  -- 0 now, 1 today, 2 this week
  state VARCHAR(8) NOT NULL,
  rung INTEGER NOT NULL,  -- how far up it has climbed
  opened_at DATETIME NOT NULL,
  due_at DATETIME,  -- when it climbs unless somebody acts
  seen_at DATETIME,
  acted_at DATETIME,
  closed_at DATETIME,
  review_on DATETIME,  -- when a lead wants to look again
  held BOOLEAN DEFAULT 0 NOT NULL,  -- by law: never deleted
  joined_to VARCHAR(16) DEFAULT '' NOT NULL,  -- about the same
  CONSTRAINT pk_concerns PRIMARY KEY (concern_id),
  CONSTRAINT ck_concerns_state CHECK (state IN ('waiting', 'seen', 'in_hand', 'closed')),
  CONSTRAINT uq_concerns_reference_hash UNIQUE (reference_hash)
);
CREATE INDEX ix_concerns_state ON concerns (state, urgency, opened_at);

-- Terms, ground rules and privacy notice, a row for each publication. Append-only, kept.
CREATE TABLE documents (
  kind VARCHAR(8) NOT NULL,  -- terms, rules or privacy
  number INTEGER NOT NULL,  -- 1, 2, 3 of its kind
  words TEXT NOT NULL,  -- Markdown; never changed once published
  summary VARCHAR(300) NOT NULL,  -- what changed, in one sentence
  ask_again BOOLEAN NOT NULL,  -- whether who agreed to an earlier one is asked; always so for the first
  published_at DATETIME NOT NULL,
  published_by VARCHAR(16) NOT NULL,  -- an id; empty for the command line
  CONSTRAINT pk_documents PRIMARY KEY (kind, number),
  CONSTRAINT ck_documents_kind CHECK (kind IN ('terms', 'rules', 'privacy')),
  CONSTRAINT ck_documents_number CHECK (number > 0)
);

-- What must happen after a commit and must not be lost (the outbox).
CREATE TABLE duties (
  duty_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- never reused: mail bears it as Message-ID
  event VARCHAR(64) NOT NULL,  -- a class of core/events.py
  handler VARCHAR(128) NOT NULL,  -- who has to act on it
  fields JSON NOT NULL,  -- the event's fields: ids, never people's words
  due_at DATETIME NOT NULL,
  leased_until DATETIME,  -- a worker has it until then
  attempts INTEGER DEFAULT '0' NOT NULL,
  urgent BOOLEAN DEFAULT 0 NOT NULL,  -- never parked
  fault VARCHAR(200),  -- the class of the last error, never its text
  done_at DATETIME,  -- done duties are deleted after 7 days
  parked_at DATETIME  -- given up after eight tries; doctor shows it
);
CREATE INDEX ix_duties_waiting ON duties (urgent, due_at, done_at, parked_at);

-- A few facts about this database: whether it is a demo, its epoch, its set-up address.
CREATE TABLE facts (
  name VARCHAR(64) NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT pk_facts PRIMARY KEY (name)
);

-- Where to get help, checked by the hub's own people. No number stands in the code.
CREATE TABLE help_contacts (
  contact_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name VARCHAR(80) NOT NULL,
  about VARCHAR(300) DEFAULT '' NOT NULL,
  phone VARCHAR(40) DEFAULT '' NOT NULL,
  address VARCHAR(300) DEFAULT '' NOT NULL,  -- a web address
  hours VARCHAR(120) DEFAULT '' NOT NULL,
  text VARCHAR(40) DEFAULT '' NOT NULL,  -- a number for texts
  bsl VARCHAR(300) DEFAULT '' NOT NULL,  -- address of BSL video
  relay VARCHAR(120) DEFAULT '' NOT NULL,  -- how by relay
  languages VARCHAR(120) DEFAULT '' NOT NULL,
  area VARCHAR(120) DEFAULT '' NOT NULL,  -- for whom, by place
  urgent BOOLEAN DEFAULT 0 NOT NULL,  -- shown first
  checked_on DATE NOT NULL,  -- not shown a year after this
  checked_by VARCHAR(80) NOT NULL  -- the name of who checked it
);

-- Who was invited; deleted 14 days after it ends.
CREATE TABLE invitations (
  invitation_id VARCHAR(16) NOT NULL,
  email VARCHAR(254) NOT NULL,  -- deleted with the invitation
  link_hash VARCHAR(64),  -- null until the mail is made
  made_by VARCHAR(16) NOT NULL,
  expires_at DATETIME NOT NULL,
  used_at DATETIME,
  CONSTRAINT pk_invitations PRIMARY KEY (invitation_id),
  CONSTRAINT uq_invitations_link_hash UNIQUE (link_hash)
);

-- Keys of the safeguarding circle. A key counts only with the signature of one that does.
CREATE TABLE lead_keys (
  key_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,  -- empty for the recovery sheet
  part VARCHAR(8) NOT NULL,  -- lead, deputy, contact or sheet
  box BLOB NOT NULL,  -- public X25519 key: sealed to
  pen BLOB NOT NULL,  -- public Ed25519 key: signed by
  closed BLOB NOT NULL,  -- the private keys, by a passphrase
  founder BOOLEAN DEFAULT 0 NOT NULL,
  founders BLOB NOT NULL,  -- this holder's signature over the founders
  made_at DATETIME NOT NULL,
  ended_at DATETIME,  -- left, lost or replaced: opens nothing any more
  CONSTRAINT pk_lead_keys PRIMARY KEY (key_id),
  CONSTRAINT ck_lead_keys_part CHECK (part IN ('lead', 'deputy', 'contact', 'sheet'))
);
CREATE INDEX ix_lead_keys_person_id ON lead_keys (person_id);

-- When each holder of a safeguarding key is on duty.
CREATE TABLE lead_shifts (
  person_id VARCHAR(16) NOT NULL,
  manner VARCHAR(8) NOT NULL,  -- always, hours or away
  hours JSON NOT NULL,  -- [[weekday, from, until]]
  out_of_hours VARCHAR(300) NOT NULL,  -- what stands where they are away
  CONSTRAINT pk_lead_shifts PRIMARY KEY (person_id)
);

-- Leads whose keys are open now. Neither this row nor the cookie opens anything alone.
CREATE TABLE lead_unlockings (
  unlocking_id VARCHAR(16) NOT NULL,
  key_id VARCHAR(16) NOT NULL,
  session_id VARCHAR(64) NOT NULL,  -- of one browser
  wrap BLOB NOT NULL,  -- opens that browser's cookie, nothing else
  used_at DATETIME NOT NULL,  -- half an hour later it is over
  CONSTRAINT pk_lead_unlockings PRIMARY KEY (unlocking_id)
);
CREATE INDEX ix_lead_unlockings_used_at ON lead_unlockings (used_at);

-- Correspondences with people whom a concern is about; no row says which concern.
CREATE TABLE letter_boxes (
  box_id VARCHAR(16) NOT NULL,
  reference_hash VARCHAR(64) NOT NULL,
  reply_box BLOB NOT NULL,  -- public key, made of their code
  back BLOB NOT NULL,  -- which concern it is, sealed to that key
  closed_code BLOB,  -- of a member: their code, by the hub's own keys
  mark VARCHAR(64) NOT NULL,  -- keyed hash of that member, or empty
  at DATETIME NOT NULL,  -- of the newest letter
  CONSTRAINT pk_letter_boxes PRIMARY KEY (box_id),
  CONSTRAINT uq_letter_boxes_reference_hash UNIQUE (reference_hash)
);
CREATE INDEX ix_letter_boxes_mark ON letter_boxes (mark);

-- Ticks that wait for a click in a letter; gone after seven days, or at once by Cancel.
CREATE TABLE list_asks (
  ask_id VARCHAR(16) NOT NULL,
  address BLOB NOT NULL,  -- sealed
  wanted JSON NOT NULL,  -- [[list_id, version]] as they were ticked
  page VARCHAR(200) NOT NULL,
  asked_at DATETIME NOT NULL,
  CONSTRAINT pk_list_asks PRIMARY KEY (ask_id)
);
CREATE INDEX ix_list_asks_asked_at ON list_asks (asked_at);

-- The audit trail. Append-only; each entry's hash holds the one before.
CREATE TABLE log_entries (
  entry_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- never reused
  at DATETIME NOT NULL,
  actor_id VARCHAR(16) NOT NULL,  -- empty: the command line
  action VARCHAR(32) NOT NULL,
  subject VARCHAR(80) NOT NULL,  -- as in post:ID or person:ID
  detail TEXT DEFAULT '' NOT NULL,  -- ids and words of ours only
  hash VARCHAR(64) NOT NULL  -- keyed hash over this entry and the last hash
);
CREATE INDEX ix_log_entries_action_detail ON log_entries (action, detail);
CREATE INDEX ix_log_entries_subject ON log_entries (subject);

-- Where the audit trail ends. Also the lock under which it grows.
CREATE TABLE log_heads (
  head_id INTEGER NOT NULL,  -- always 1: there is one trail
  entries INTEGER NOT NULL,  -- how many the trail has
  hash VARCHAR(64) NOT NULL,  -- the newest entry's
  signature VARCHAR(64) NOT NULL,  -- keyed: a cut tail shows
  CONSTRAINT pk_log_heads PRIMARY KEY (head_id)
);

-- Lists that anybody can join with an address alone.
CREATE TABLE mailing_lists (
  list_id VARCHAR(16) NOT NULL,
  slug VARCHAR(60) NOT NULL,
  title VARCHAR(80) NOT NULL,
  about VARCHAR(500) NOT NULL,  -- what comes, and how often
  opened_at DATETIME NOT NULL,
  archived_at DATETIME,  -- nobody can join it any more
  CONSTRAINT pk_mailing_lists PRIMARY KEY (list_id),
  CONSTRAINT uq_mailing_lists_slug UNIQUE (slug)
);

-- The calendar of one's own meetups, read by whoever has its address; gone when revoked.
CREATE TABLE meetup_feeds (
  person_id VARCHAR(16) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,  -- of what is in its address
  made_at DATETIME NOT NULL,
  CONSTRAINT pk_meetup_feeds PRIMARY KEY (person_id),
  CONSTRAINT uq_meetup_feeds_token_hash UNIQUE (token_hash)
);

-- When somebody wants to be reminded of meetups that they come to.
CREATE TABLE meetup_reminders (
  person_id VARCHAR(16) NOT NULL,
  hours JSON NOT NULL,  -- how long before; no row: a day and two hours
  CONSTRAINT pk_meetup_reminders PRIMARY KEY (person_id)
);

-- Online, in person or both: one record.
CREATE TABLE meetups (
  meetup_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  title VARCHAR(120) NOT NULL,
  about TEXT NOT NULL,  -- Markdown
  kind VARCHAR(10) NOT NULL,
  audience VARCHAR(10) NOT NULL,
  starts_at DATETIME NOT NULL,
  ends_at DATETIME NOT NULL,
  zone VARCHAR(40) NOT NULL,  -- of its wall clock, by IANA's name
  announced_by VARCHAR(16) NOT NULL,  -- empty: who has left the hub
  announced_at DATETIME NOT NULL,
  changed_at DATETIME NOT NULL,
  in_person BOOLEAN NOT NULL,
  online BOOLEAN NOT NULL,
  place VARCHAR(200) NOT NULL,  -- for everybody: borough, kind of house
  address VARCHAR(200) NOT NULL,  -- for those who come in person
  link VARCHAR(200) NOT NULL,  -- for those who come online
  seats_in_person INTEGER,  -- null: as many as come
  seats_online INTEGER,  -- likewise
  cost VARCHAR(200) NOT NULL,
  access JSON NOT NULL,  -- yes, no or ask, by fact
  state VARCHAR(10) NOT NULL,
  reason TEXT NOT NULL,  -- of a cancelled one
  sequence INTEGER NOT NULL,  -- changes that calendars hear of
  removed_at DATETIME,  -- by a moderator or lead; null: here
  series_id VARCHAR(16) NOT NULL,  -- of dates announced together; or empty
  came_in_person INTEGER,  -- counted by its organisers; null: not yet
  came_online INTEGER,  -- likewise
  notes TEXT NOT NULL,  -- what was said there; Markdown
  recording VARCHAR(200) NOT NULL,  -- a link, for all who read of it
  questions TEXT NOT NULL,  -- asked there, and answers; Markdown
  next_steps TEXT NOT NULL,  -- Markdown
  origin VARCHAR(120) NOT NULL,  -- another network; or empty: ours
  origin_url VARCHAR(200) NOT NULL,  -- their page
  sector VARCHAR(60) NOT NULL,  -- the address of a sector; or empty
  borough VARCHAR(60) NOT NULL,  -- a code of the hub's areas; or empty
  thread_id VARCHAR(16) NOT NULL,  -- where it is talked about; or empty
  guests BOOLEAN NOT NULL,  -- people without an account may come
  circle VARCHAR(30) NOT NULL,  -- network:ID, room:ID, board:ID; or empty
  CONSTRAINT pk_meetups PRIMARY KEY (meetup_id),
  CONSTRAINT ck_meetups_kind CHECK (kind IN ('meetup', 'training', 'learning')),
  CONSTRAINT ck_meetups_audience CHECK (audience IN ('public', 'members', 'approval', 'network', 'space')),
  CONSTRAINT ck_meetups_circle CHECK ((audience IN ('network', 'space')) = (circle <> '')),
  CONSTRAINT ck_meetups_state CHECK (state IN ('held', 'announced', 'cancelled')),
  CONSTRAINT ck_meetups_times CHECK (starts_at < ends_at)
);
CREATE INDEX ix_meetups_circle ON meetups (circle) WHERE circle <> '';
CREATE INDEX ix_meetups_ends_at_starts_at ON meetups (ends_at, starts_at);
CREATE INDEX ix_meetups_series_id_starts_at ON meetups (series_id, starts_at);

-- How this hub moderates, set at /admin/moderation.
CREATE TABLE moderation_choices (
  choice_id INTEGER NOT NULL,  -- always 1: there is one hub
  outside TEXT NOT NULL,  -- whom to ask where nobody here may decide
  CONSTRAINT pk_moderation_choices PRIMARY KEY (choice_id)
);

-- Networks to which organisations of the directory belong.
CREATE TABLE networks (
  network_id VARCHAR(16) NOT NULL,
  slug VARCHAR(60) NOT NULL,
  name VARCHAR(120) NOT NULL,
  sort_name TEXT NOT NULL,  -- the name in small letters, for the order
  words TEXT DEFAULT '' NOT NULL,  -- what it is, as Markdown
  seen VARCHAR(7) NOT NULL,  -- who may know of it
  state VARCHAR(8) DEFAULT 'listed' NOT NULL,
  made_at DATETIME NOT NULL,
  CONSTRAINT pk_networks PRIMARY KEY (network_id),
  CONSTRAINT ck_networks_seen CHECK (seen IN ('public', 'members')),
  CONSTRAINT ck_networks_state CHECK (state IN ('listed', 'archived')),
  CONSTRAINT uq_networks_slug UNIQUE (slug)
);

-- The directory: what organisations say of themselves.
CREATE TABLE organisations (
  organisation_id VARCHAR(16) NOT NULL,
  slug VARCHAR(60) NOT NULL,
  name VARCHAR(120) NOT NULL,
  sort_name TEXT NOT NULL,  -- the name in small letters, for the order
  words TEXT DEFAULT '' NOT NULL,  -- what it does, as Markdown
  for_whom TEXT DEFAULT '' NOT NULL,
  size VARCHAR(12) DEFAULT '' NOT NULL,  -- empty: unsaid
  user_led VARCHAR(4) DEFAULT '' NOT NULL,  -- empty: unsaid
  website TEXT DEFAULT '' NOT NULL,
  email TEXT DEFAULT '' NOT NULL,
  phone TEXT DEFAULT '' NOT NULL,
  address TEXT DEFAULT '' NOT NULL,
  identifiers JSON DEFAULT '[]' NOT NULL,  -- in which registers it stands, by its own word: schemes of org-id.guide
  funders JSON DEFAULT '[]' NOT NULL,  -- who funds it, from when until when: a month or a day, empty where nobody knows
  visibility JSON NOT NULL,  -- who may see each field: public, members or hidden; a missing one is hidden
  version INTEGER DEFAULT '1' NOT NULL,  -- of what it says now
  state VARCHAR(8) DEFAULT 'listed' NOT NULL,
  listed_at DATETIME NOT NULL,
  confirmed_at DATETIME,  -- when an editor last said that it is all right
  asked_at DATETIME,  -- when its editors were last asked by mail to confirm it
  verified_at DATETIME,  -- when an administrator said that its editors belong to it; null again without any
  removed_at DATETIME,  -- by a moderator; nobody else finds it
  removed_reason TEXT,  -- as its editors read it
  CONSTRAINT pk_organisations PRIMARY KEY (organisation_id),
  CONSTRAINT ck_organisations_size CHECK (size IN ('', 'volunteers', 'few', 'some', 'many')),
  CONSTRAINT ck_organisations_user_led CHECK (user_led IN ('', 'yes', 'no')),
  CONSTRAINT ck_organisations_state CHECK (state IN ('listed', 'archived')),
  CONSTRAINT uq_organisations_slug UNIQUE (slug)
);
CREATE INDEX ix_organisations_state_sort_name ON organisations (state, sort_name, slug);

-- Everyone who ever joined. Erased people keep their row, emptied, so posts keep a shape.
CREATE TABLE people (
  person_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  handle VARCHAR(40) NOT NULL,  -- for addresses and mentions
  name VARCHAR(60) NOT NULL,  -- may be a pseudonym
  email VARCHAR(254),  -- lower case; shown to nobody; null once erased
  password_hash VARCHAR(200),  -- argon2id; null for those who sign in by link
  state VARCHAR(10) NOT NULL,
  joined_at DATETIME NOT NULL,
  frozen BOOLEAN DEFAULT '0' NOT NULL,  -- may read, not write
  shows_typing BOOLEAN DEFAULT '0' NOT NULL,  -- whether they chose that others in a room see that somebody is writing
  opened_notes TEXT DEFAULT '' NOT NULL,  -- kinds of content notes that open by themselves for them, one a line
  CONSTRAINT pk_people PRIMARY KEY (person_id),
  CONSTRAINT ck_people_state CHECK (state IN ('asked', 'waiting', 'member', 'suspended', 'erased')),
  CONSTRAINT uq_people_handle UNIQUE (handle),
  CONSTRAINT uq_people_email UNIQUE (email)
);

-- Questions with choices, one at most about each thing.
CREATE TABLE polls (
  poll_id VARCHAR(16) NOT NULL,
  about VARCHAR(40) NOT NULL,  -- as in thread:ID
  question VARCHAR(200) NOT NULL,
  kind VARCHAR(10) NOT NULL,
  hidden BOOLEAN DEFAULT 0 NOT NULL,  -- until it closes
  made_at DATETIME NOT NULL,
  closes_at DATETIME,  -- null: when its author closes it
  outcome TEXT DEFAULT '' NOT NULL,  -- what came of it, Markdown
  outcome_html TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_polls PRIMARY KEY (poll_id),
  CONSTRAINT ck_polls_kind CHECK (kind IN ('one', 'several', 'proposal')),
  CONSTRAINT uq_polls_about UNIQUE (about)
);

-- Who chose single keys for working in the queue. Off is no row.
CREATE TABLE queue_keys (
  person_id VARCHAR(16) NOT NULL,
  CONSTRAINT pk_queue_keys PRIMARY KEY (person_id)
);

-- What each write was answered, so that a retry is the same write. Outlives retention.
CREATE TABLE receipts (
  "key" VARCHAR(64) NOT NULL,  -- keyed hash of person and client id
  body_hash VARCHAR(64) NOT NULL,  -- tells a retry from a conflict
  answer JSON NOT NULL,  -- the first answer: ids, seq, time
  at DATETIME NOT NULL,
  CONSTRAINT pk_receipts PRIMARY KEY ("key")
);

-- Whether somebody says the same again and again; a day, and only where a place asks.
CREATE TABLE repeats (
  person_id VARCHAR(16) NOT NULL,
  mark VARCHAR(64) NOT NULL,  -- of a text, keyed: tells no word
  times INTEGER NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_repeats PRIMARY KEY (person_id, mark)
);
CREATE INDEX ix_repeats_at ON repeats (at);

-- What the leads have settled for the whole hub; no row where nothing was changed.
CREATE TABLE safeguarding_settings (
  settings_id INTEGER NOT NULL,
  hidden_kinds JSON NOT NULL,  -- kinds of flags that hide an item at once
  keep_years INTEGER NOT NULL,  -- how long a closed concern is kept
  CONSTRAINT pk_safeguarding_settings PRIMARY KEY (settings_id),
  CONSTRAINT ck_safeguarding_settings_one_row CHECK (settings_id = 1)
);

-- What waits for a moderator before others read it, in the hub and in its places.
CREATE TABLE screening_rules (
  place VARCHAR(80) NOT NULL,  -- hub, or a scope as in space:SLUG
  everything BOOLEAN NOT NULL,
  links BOOLEAN NOT NULL,
  files BOOLEAN NOT NULL,
  repeats BOOLEAN NOT NULL,
  danger_waits BOOLEAN NOT NULL,
  known_hosts TEXT NOT NULL,  -- links there never wait; spaces between
  lists JSON NOT NULL,  -- watched words, a line each, by category
  CONSTRAINT pk_screening_rules PRIMARY KEY (place)
);

-- Places by number. A number is never another place's.
CREATE TABLE search_places (
  place_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,  -- the mark before each of its words
  place VARCHAR(40) NOT NULL,  -- as in room:ID or board:ID
  CONSTRAINT uq_search_places_place UNIQUE (place)
);

-- The words of each entry, every one under the number of its place.
CREATE VIRTUAL TABLE search_words USING fts5(words, tokenize = 'ascii');

-- Fields of work. Data, not code: the next sector needs no restart.
CREATE TABLE sectors (
  sector_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  slug VARCHAR(60) NOT NULL,
  title VARCHAR(80) NOT NULL,
  hue INTEGER NOT NULL,  -- degrees; lightness and chroma are fixed
  archived_at DATETIME,  -- kept for its rooms' and boards' sake
  CONSTRAINT uq_sectors_slug UNIQUE (slug)
);

-- How long somebody's first posts are still held.
CREATE TABLE standings (
  person_id VARCHAR(16) NOT NULL,
  published INTEGER NOT NULL,  -- items published, counted up to 20
  CONSTRAINT pk_standings PRIMARY KEY (person_id)
);

-- The one list of tags of this hub.
CREATE TABLE tags (
  tag_id INTEGER NOT NULL,
  slug VARCHAR(60) NOT NULL,
  title VARCHAR(40) NOT NULL,
  archived_at DATETIME,  -- given no more; stays where it is
  CONSTRAINT pk_tags PRIMARY KEY (tag_id),
  CONSTRAINT uq_tags_slug UNIQUE (slug)
);

-- Every handle ever given, so that none comes to mean another person.
CREATE TABLE used_handles (
  "key" VARCHAR(64) NOT NULL,  -- keyed hash: tells nobody's name
  CONSTRAINT pk_used_handles PRIMARY KEY ("key")
);

-- Who agreed to which version. Deleted with the account: nobody is left to hold to it.
CREATE TABLE agreements (
  person_id VARCHAR(16) NOT NULL,
  kind VARCHAR(8) NOT NULL,  -- terms or rules
  number INTEGER NOT NULL,  -- the version that stood on their screen
  at DATETIME NOT NULL,
  how VARCHAR(12) NOT NULL,  -- join, invitation or asked
  CONSTRAINT pk_agreements PRIMARY KEY (person_id, kind, number),
  CONSTRAINT fk_agreements_kind_number_documents FOREIGN KEY(kind, number) REFERENCES documents (kind, number),
  CONSTRAINT ck_agreements_how CHECK (how IN ('join', 'invitation', 'asked')),
  CONSTRAINT fk_agreements_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);

-- Who wants to have nothing to do with which name. Unknown to the other.
CREATE TABLE blocks (
  blocker_id VARCHAR(16) NOT NULL,
  blocker_name VARCHAR(80) NOT NULL,  -- the name it was made under
  blocked_name VARCHAR(80) NOT NULL,  -- the name it was made on, no other
  at DATETIME NOT NULL,
  CONSTRAINT pk_blocks PRIMARY KEY (blocker_id, blocked_name),
  CONSTRAINT fk_blocks_blocker_id_people FOREIGN KEY(blocker_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_blocks_blocked_name ON blocks (blocked_name);

-- Places for threads, by sector.
CREATE TABLE boards (
  board_id VARCHAR(16) NOT NULL,
  slug VARCHAR(60) NOT NULL,  -- no words where it is secret
  title VARCHAR(80) NOT NULL,
  purpose VARCHAR(300) DEFAULT '' NOT NULL,
  kind VARCHAR(12) NOT NULL,
  public BOOLEAN DEFAULT 0 NOT NULL,  -- readable by anyone
  sector_id INTEGER,
  made_at DATETIME NOT NULL,
  archived_at DATETIME,
  rules TEXT DEFAULT '' NOT NULL,  -- ground rules at its door
  position INTEGER DEFAULT '9999' NOT NULL,  -- in lists of boards
  anonymous BOOLEAN DEFAULT 0 NOT NULL,  -- posts without a name are allowed
  anonymous_held BOOLEAN DEFAULT 0 NOT NULL,  -- posts without a name wait for a moderator
  CONSTRAINT pk_boards PRIMARY KEY (board_id),
  CONSTRAINT ck_boards_kind CHECK (kind IN ('open', 'restricted', 'private', 'confidential')),
  CONSTRAINT ck_boards_public_is_open CHECK (NOT public OR kind = 'open'),
  CONSTRAINT uq_boards_slug UNIQUE (slug),
  CONSTRAINT fk_boards_sector_id_sectors FOREIGN KEY(sector_id) REFERENCES sectors (sector_id)
);

-- Whom reporters named: they never see the case, nor that they were named.
CREATE TABLE case_barred (
  case_id VARCHAR(16) NOT NULL,
  who VARCHAR(80) NOT NULL,  -- person:ID, or an organisation's mark
  CONSTRAINT pk_case_barred PRIMARY KEY (case_id, who),
  CONSTRAINT fk_case_barred_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (case_id)
);

-- What moderators write for one another about a case.
CREATE TABLE case_notes (
  note_id VARCHAR(16) NOT NULL,
  case_id VARCHAR(16) NOT NULL,
  author_id VARCHAR(16) NOT NULL,
  text BLOB NOT NULL,  -- sealed with the records key
  at DATETIME NOT NULL,
  CONSTRAINT pk_case_notes PRIMARY KEY (note_id),
  CONSTRAINT fk_case_notes_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (case_id)
);
CREATE INDEX ix_case_notes_case_id ON case_notes (case_id);

-- A concern's chronology: flag, looks, notes, letters. Rows are added, never changed.
CREATE TABLE concern_entries (
  concern_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,
  sealed BLOB NOT NULL,  -- by HPKE to the concern's key
  hash VARCHAR(64) NOT NULL,  -- of this entry and the hash before
  at DATETIME NOT NULL,
  CONSTRAINT pk_concern_entries PRIMARY KEY (concern_id, number),
  CONSTRAINT fk_concern_entries_concern_id_concerns FOREIGN KEY(concern_id) REFERENCES concerns (concern_id)
);

-- Who can open a concern. A lead who leaves has no row.
CREATE TABLE concern_keys (
  concern_id VARCHAR(16) NOT NULL,
  key_id VARCHAR(16) NOT NULL,
  sealed BLOB NOT NULL,  -- the concern's private key, by HPKE
  CONSTRAINT pk_concern_keys PRIMARY KEY (concern_id, key_id),
  CONSTRAINT fk_concern_keys_concern_id_concerns FOREIGN KEY(concern_id) REFERENCES concerns (concern_id),
  CONSTRAINT fk_concern_keys_key_id_lead_keys FOREIGN KEY(key_id) REFERENCES lead_keys (key_id)
);
CREATE INDEX ix_concern_keys_key_id ON concern_keys (key_id);

-- What leads write to whoever raised a concern.
CREATE TABLE concern_letters (
  concern_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,  -- of the entry that is the same letter
  sealed BLOB NOT NULL,  -- by HPKE to the reporter's code
  at DATETIME NOT NULL,
  CONSTRAINT pk_concern_letters PRIMARY KEY (concern_id, number),
  CONSTRAINT fk_concern_letters_concern_id_concerns FOREIGN KEY(concern_id) REFERENCES concerns (concern_id)
);

-- When leads are reminded of a task. What the task is stands inside, sealed.
CREATE TABLE concern_reminders (
  concern_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,  -- of the entry that says what is to be done
  "on" DATETIME NOT NULL,
  CONSTRAINT pk_concern_reminders PRIMARY KEY (concern_id, number),
  CONSTRAINT fk_concern_reminders_concern_id_concerns FOREIGN KEY(concern_id) REFERENCES concerns (concern_id)
);

-- Who was called about a concern, by which way, and whether it reached them.
CREATE TABLE concern_tellings (
  concern_id VARCHAR(16) NOT NULL,
  rung INTEGER NOT NULL,
  person_id VARCHAR(16) NOT NULL,  -- empty: the pager, which has no name
  channel VARCHAR(8) NOT NULL,
  state VARCHAR(8) NOT NULL,  -- waiting, told or failed
  at DATETIME NOT NULL,
  CONSTRAINT pk_concern_tellings PRIMARY KEY (concern_id, rung, person_id, channel),
  CONSTRAINT fk_concern_tellings_concern_id_concerns FOREIGN KEY(concern_id) REFERENCES concerns (concern_id)
);

-- The ledger: what was agreed to, when and how. Rows are added, never changed.
CREATE TABLE consents (
  entry_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  mark VARCHAR(64) NOT NULL,  -- keyed hash of the address
  list_id VARCHAR(16) NOT NULL,
  act VARCHAR(8) NOT NULL,
  sentence VARCHAR(500) NOT NULL,  -- the very words that were shown
  version INTEGER NOT NULL,
  page VARCHAR(200) NOT NULL,  -- where they were shown
  method VARCHAR(16) NOT NULL,
  basis VARCHAR(16) NOT NULL,
  asked_at DATETIME,  -- of the tick; the click came at `at`
  at DATETIME NOT NULL,
  CONSTRAINT ck_consents_act CHECK (act IN ('joined', 'left')),
  CONSTRAINT fk_consents_list_id_mailing_lists FOREIGN KEY(list_id) REFERENCES mailing_lists (list_id)
);
CREATE INDEX ix_consents_mark ON consents (mark, at);

-- Which of a page's editors answers for what. Never shown; counts while they edit the page.
CREATE TABLE contact_holders (
  organisation_id VARCHAR(16) NOT NULL,
  role VARCHAR(12) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  CONSTRAINT pk_contact_holders PRIMARY KEY (organisation_id, role, person_id),
  CONSTRAINT fk_contact_holders_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
  CONSTRAINT fk_contact_holders_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_contact_holders_person_id ON contact_holders (person_id);

-- What a member asked an organisation. Goes with the person, and all its messages.
CREATE TABLE contacts (
  contact_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  organisation_id VARCHAR(16) NOT NULL,
  role VARCHAR(12) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_contacts PRIMARY KEY (contact_id),
  CONSTRAINT fk_contacts_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
  CONSTRAINT fk_contacts_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_contacts_organisation_id ON contacts (organisation_id, role, at);
CREATE INDEX ix_contacts_person_id ON contacts (person_id);

-- Who may ask somebody for a direct conversation; without a row everybody may.
CREATE TABLE conversation_choices (
  person_id VARCHAR(16) NOT NULL,
  who VARCHAR(10) NOT NULL,  -- everybody, rooms or nobody
  CONSTRAINT pk_conversation_choices PRIMARY KEY (person_id),
  CONSTRAINT ck_conversation_choices_who CHECK (who IN ('everybody', 'rooms', 'nobody')),
  CONSTRAINT fk_conversation_choices_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);

-- What was decided and why. Rows are added, never changed.
CREATE TABLE decisions (
  decision_id VARCHAR(16) NOT NULL,
  case_id VARCHAR(16) NOT NULL,
  moderator_id VARCHAR(16) NOT NULL,
  outcome VARCHAR(10) NOT NULL,
  reason TEXT NOT NULL,  -- the author reads it
  at DATETIME NOT NULL,
  rule TEXT DEFAULT '' NOT NULL,  -- the ground rule, as worded then
  role VARCHAR(16) DEFAULT 'moderator' NOT NULL,  -- as which it is signed: its author never reads a name
  CONSTRAINT pk_decisions PRIMARY KEY (decision_id),
  CONSTRAINT fk_decisions_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (case_id)
);
CREATE INDEX ix_decisions_case_id ON decisions (case_id);

-- Easy Read, BSL and translations of a published document. Kept: somebody read them.
CREATE TABLE document_forms (
  kind VARCHAR(8) NOT NULL,
  number INTEGER NOT NULL,  -- of the version whose other form this is
  form VARCHAR(12) NOT NULL,  -- easy-read, bsl or translation
  language VARCHAR(16) NOT NULL,  -- a tag of BCP 47; bfi for a BSL video
  edition INTEGER NOT NULL,  -- 1, 2, 3: a correction is the next one
  words TEXT DEFAULT '' NOT NULL,  -- Markdown, or empty
  address VARCHAR(300) DEFAULT '' NOT NULL,  -- where it can be had
  file_id VARCHAR(16),  -- an upload, which then bears this form's file
  added_at DATETIME NOT NULL,
  added_by VARCHAR(16) NOT NULL,
  ended_at DATETIME,  -- when it was replaced or taken down
  CONSTRAINT pk_document_forms PRIMARY KEY (kind, number, form, language, edition),
  CONSTRAINT fk_document_forms_kind_number_documents FOREIGN KEY(kind, number) REFERENCES documents (kind, number),
  CONSTRAINT ck_document_forms_form CHECK (form IN ('easy-read', 'bsl', 'translation'))
);

-- Words not posted yet; theirs alone, deleted when posted and after 30 days.
CREATE TABLE drafts (
  person_id VARCHAR(16) NOT NULL,
  place VARCHAR(40) NOT NULL,  -- as in room:ID or message:ID
  body TEXT NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (person_id, place),
  CONSTRAINT fk_drafts_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_drafts_at ON drafts (at);

-- Who hears of it by mail, too; no row: in the hub alone.
CREATE TABLE follow_choices (
  person_id VARCHAR(16) NOT NULL,
  by_mail BOOLEAN NOT NULL,
  CONSTRAINT pk_follow_choices PRIMARY KEY (person_id),
  CONSTRAINT fk_follow_choices_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);

-- Of whose new meetups somebody hears. Nobody else sees it; goes with the person.
CREATE TABLE follows (
  person_id VARCHAR(16) NOT NULL,
  kind VARCHAR(12) NOT NULL,
  ref VARCHAR(60) NOT NULL,  -- an id; of a sector or borough its address
  at DATETIME NOT NULL,
  CONSTRAINT pk_follows PRIMARY KEY (person_id, kind, ref),
  CONSTRAINT ck_follows_kind CHECK (kind IN ('organisation', 'network', 'sector', 'borough', 'board')),
  CONSTRAINT fk_follows_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_follows_kind_ref ON follows (kind, ref, person_id);

-- How each person likes the forum. No row: as it is for everybody.
CREATE TABLE forum_choices (
  person_id VARCHAR(16) NOT NULL,
  reading VARCHAR(8) DEFAULT 'linear' NOT NULL,
  skip_own BOOLEAN DEFAULT 0 NOT NULL,  -- does not watch what they write in
  CONSTRAINT pk_forum_choices PRIMARY KEY (person_id),
  CONSTRAINT ck_forum_choices_reading CHECK (reading IN ('linear', 'threaded')),
  CONSTRAINT fk_forum_choices_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);

-- Which organisations stand under Get help now, while their pages are confirmed.
CREATE TABLE help_organisations (
  organisation_id VARCHAR(16) NOT NULL,
  chosen_at DATETIME NOT NULL,
  CONSTRAINT pk_help_organisations PRIMARY KEY (organisation_id),
  CONSTRAINT fk_help_organisations_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);

-- Who let whose key into the circle. Checked at each use, not believed.
CREATE TABLE lead_approvals (
  key_id VARCHAR(16) NOT NULL,
  by_key_id VARCHAR(16) NOT NULL,
  signature BLOB NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_lead_approvals PRIMARY KEY (key_id, by_key_id),
  CONSTRAINT fk_lead_approvals_key_id_lead_keys FOREIGN KEY(key_id) REFERENCES lead_keys (key_id),
  CONSTRAINT fk_lead_approvals_by_key_id_lead_keys FOREIGN KEY(by_key_id) REFERENCES lead_keys (key_id)
);

-- Second ways to open a lead's key. Nothing in a row opens it without the device.
CREATE TABLE lead_passkeys (
  passkey_id VARCHAR(16) NOT NULL,
  key_id VARCHAR(16) NOT NULL,
  credential BLOB NOT NULL,  -- by which the browser finds it
  salt BLOB NOT NULL,  -- what the passkey is asked about
  closed BLOB NOT NULL,  -- the private keys, by what it answers
  name VARCHAR(60) NOT NULL,  -- which device, in the holder's words
  made_at DATETIME NOT NULL,
  CONSTRAINT pk_lead_passkeys PRIMARY KEY (passkey_id),
  CONSTRAINT fk_lead_passkeys_key_id_lead_keys FOREIGN KEY(key_id) REFERENCES lead_keys (key_id)
);
CREATE INDEX ix_lead_passkeys_key_id ON lead_passkeys (key_id);

-- What leads wrote to people whom a concern is about.
CREATE TABLE letters (
  box_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,
  sealed BLOB NOT NULL,  -- by HPKE to the code's key
  at DATETIME NOT NULL,
  CONSTRAINT pk_letters PRIMARY KEY (box_id, number),
  CONSTRAINT fk_letters_box_id_letter_boxes FOREIGN KEY(box_id) REFERENCES letter_boxes (box_id)
);

-- Sign-in and reset links, made when their mail is sent; deleted when used or old.
CREATE TABLE links (
  link_hash VARCHAR(64) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  purpose VARCHAR(10) NOT NULL,  -- sign_in, reset or welcome
  expires_at DATETIME NOT NULL,
  CONSTRAINT pk_links PRIMARY KEY (link_hash),
  CONSTRAINT fk_links_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);

-- Each list's consent sentence, in every version that was ever shown.
CREATE TABLE list_sentences (
  list_id VARCHAR(16) NOT NULL,
  version INTEGER NOT NULL,
  words VARCHAR(500) NOT NULL,  -- what one agrees to by the tick
  at DATETIME NOT NULL,
  CONSTRAINT pk_list_sentences PRIMARY KEY (list_id, version),
  CONSTRAINT fk_list_sentences_list_id_mailing_lists FOREIGN KEY(list_id) REFERENCES mailing_lists (list_id)
);

-- Who comes without an account; an answer has their id. Gone a day after the meetup.
CREATE TABLE meetup_guests (
  guest_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  meetup_id VARCHAR(16) NOT NULL,
  name VARCHAR(60) NOT NULL,  -- as its organisers read it
  address BLOB NOT NULL,  -- sealed
  mark VARCHAR(64) NOT NULL,  -- keyed hash of the address
  choice VARCHAR(10) NOT NULL,  -- first said; what counts is the answer
  asked_at DATETIME NOT NULL,
  confirmed_at DATETIME,  -- null: the letter waits, seven days at most
  CONSTRAINT pk_meetup_guests PRIMARY KEY (guest_id),
  CONSTRAINT uq_meetup_guests_meetup_id_mark UNIQUE (meetup_id, mark),
  CONSTRAINT fk_meetup_guests_meetup_id_meetups FOREIGN KEY(meetup_id) REFERENCES meetups (meetup_id)
);

-- What somebody needs to take part; deleted a day after the meetup, or with the answer.
CREATE TABLE meetup_needs (
  meetup_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  sealed BLOB NOT NULL,  -- what they need, by the records key
  CONSTRAINT pk_meetup_needs PRIMARY KEY (meetup_id, person_id),
  CONSTRAINT fk_meetup_needs_meetup_id_meetups FOREIGN KEY(meetup_id) REFERENCES meetups (meetup_id)
);
CREATE INDEX ix_meetup_needs_person_id ON meetup_needs (person_id);

-- Who may change it and sees who comes.
CREATE TABLE meetup_organisers (
  meetup_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  CONSTRAINT pk_meetup_organisers PRIMARY KEY (meetup_id, person_id),
  CONSTRAINT fk_meetup_organisers_meetup_id_meetups FOREIGN KEY(meetup_id) REFERENCES meetups (meetup_id)
);
CREATE INDEX ix_meetup_organisers_person_id ON meetup_organisers (person_id);

-- Who comes, by which way; seen by its organisers, and by others who come if one chose that.
CREATE TABLE meetup_replies (
  meetup_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  choice VARCHAR(10) NOT NULL,
  seat VARCHAR(8) NOT NULL,
  at DATETIME NOT NULL,  -- the order of the line
  accompanied BOOLEAN NOT NULL,  -- by who interprets; takes no seat
  shown BOOLEAN NOT NULL,  -- to others who come, as they chose
  CONSTRAINT pk_meetup_replies PRIMARY KEY (meetup_id, person_id),
  CONSTRAINT ck_meetup_replies_choice CHECK (choice IN ('in_person', 'online', 'perhaps', 'no')),
  CONSTRAINT ck_meetup_replies_seat CHECK (seat IN ('coming', 'waiting', 'none', 'asked', 'declined')),
  CONSTRAINT fk_meetup_replies_meetup_id_meetups FOREIGN KEY(meetup_id) REFERENCES meetups (meetup_id)
);
CREATE INDEX ix_meetup_replies_person_id ON meetup_replies (person_id);

-- From which event of another calendar a meetup was brought, so that it comes once.
CREATE TABLE meetup_sources (
  source_key VARCHAR(64) NOT NULL,  -- a hash of UID and date
  meetup_id VARCHAR(16) NOT NULL,
  said JSON NOT NULL,  -- by field, what it said last and nobody changed
  brought_at DATETIME NOT NULL,
  CONSTRAINT pk_meetup_sources PRIMARY KEY (source_key),
  CONSTRAINT fk_meetup_sources_meetup_id_meetups FOREIGN KEY(meetup_id) REFERENCES meetups (meetup_id)
);

-- Who invites organisations into a network. Never shown; each act is in the audit trail.
CREATE TABLE network_keepers (
  network_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  CONSTRAINT pk_network_keepers PRIMARY KEY (network_id, person_id),
  CONSTRAINT fk_network_keepers_network_id_networks FOREIGN KEY(network_id) REFERENCES networks (network_id),
  CONSTRAINT fk_network_keepers_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_network_keepers_person_id ON network_keepers (person_id);

-- Which organisation is in which network; a row goes when either of them ends it.
CREATE TABLE network_members (
  network_id VARCHAR(16) NOT NULL,
  organisation_id VARCHAR(16) NOT NULL,
  invited_at DATETIME,  -- when the network said yes
  confirmed_at DATETIME,  -- when the organisation said yes; shown with both only
  CONSTRAINT pk_network_members PRIMARY KEY (network_id, organisation_id),
  CONSTRAINT ck_network_members_said CHECK (invited_at IS NOT NULL OR confirmed_at IS NOT NULL),
  CONSTRAINT fk_network_members_network_id_networks FOREIGN KEY(network_id) REFERENCES networks (network_id),
  CONSTRAINT fk_network_members_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);
CREATE INDEX ix_network_members_organisation_id ON network_members (organisation_id);

-- What each person was told here; gone with the person.
CREATE TABLE notices (
  notice_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  person_id VARCHAR(16) NOT NULL,
  kind VARCHAR(20) NOT NULL,  -- chooses the sentence when it is read
  words JSON NOT NULL,  -- names and titles as they were, and a stated reason
  path VARCHAR(300) NOT NULL,  -- where it leads, a path of ours
  "key" VARCHAR(120) NOT NULL,  -- what it is about: told once, even if twice
  at DATETIME NOT NULL,
  read_at DATETIME,
  CONSTRAINT pk_notices PRIMARY KEY (notice_id),
  CONSTRAINT uq_notices_person_id_key UNIQUE (person_id, "key"),
  CONSTRAINT fk_notices_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_notices_person_id_at ON notices (person_id, at);
CREATE INDEX ix_notices_person_id_read_at ON notices (person_id, read_at);

-- Who said that an organisation is theirs. Goes with the person; who decided is in the trail.
CREATE TABLE organisation_claims (
  claim_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  organisation_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  words TEXT NOT NULL,  -- how they belong to it; for administrators alone
  asked_at DATETIME NOT NULL,
  state VARCHAR(9) NOT NULL,
  decided_at DATETIME,
  reason TEXT DEFAULT '' NOT NULL,  -- as whoever asked reads it
  CONSTRAINT pk_organisation_claims PRIMARY KEY (claim_id),
  CONSTRAINT ck_organisation_claims_state CHECK (state IN ('open', 'granted', 'refused', 'withdrawn')),
  CONSTRAINT fk_organisation_claims_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
  CONSTRAINT fk_organisation_claims_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_organisation_claims_person_id ON organisation_claims (person_id);
CREATE INDEX ix_organisation_claims_state_asked_at ON organisation_claims (state, asked_at);
CREATE UNIQUE INDEX uq_organisation_claims_open ON organisation_claims (organisation_id, person_id) WHERE state = 'open';

-- What members say should stand on a page. Goes with the person.
CREATE TABLE organisation_corrections (
  correction_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  organisation_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  field VARCHAR(12) NOT NULL,
  words TEXT NOT NULL,  -- what the field should say
  source TEXT DEFAULT '' NOT NULL,  -- how they know
  at DATETIME NOT NULL,
  state VARCHAR(8) NOT NULL,
  decided_at DATETIME,
  reason TEXT DEFAULT '' NOT NULL,  -- why it was declined, as whoever suggested it reads it
  CONSTRAINT pk_organisation_corrections PRIMARY KEY (correction_id),
  CONSTRAINT ck_organisation_corrections_state CHECK (state IN ('open', 'accepted', 'declined')),
  CONSTRAINT fk_organisation_corrections_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
  CONSTRAINT fk_organisation_corrections_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_organisation_corrections_page ON organisation_corrections (organisation_id, state, at);
CREATE INDEX ix_organisation_corrections_person_id ON organisation_corrections (person_id);

-- Who may change a page. Never shown on it; each change is in the audit trail.
CREATE TABLE organisation_editors (
  organisation_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  CONSTRAINT pk_organisation_editors PRIMARY KEY (organisation_id, person_id),
  CONSTRAINT fk_organisation_editors_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id),
  CONSTRAINT fk_organisation_editors_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_organisation_editors_person_id ON organisation_editors (person_id);

-- Facts of which an organisation can have several, by which it is found.
CREATE TABLE organisation_facts (
  organisation_id VARCHAR(16) NOT NULL,
  kind VARCHAR(8) NOT NULL,
  value VARCHAR(60) NOT NULL,  -- an address of a sector, a code of a list
  CONSTRAINT pk_organisation_facts PRIMARY KEY (organisation_id, kind, value),
  CONSTRAINT ck_organisation_facts_kind CHECK (kind IN ('sector', 'strand', 'borough', 'language', 'access')),
  CONSTRAINT fk_organisation_facts_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);
CREATE INDEX ix_organisation_facts_kind_value ON organisation_facts (kind, value);

-- What organisations offer, each under a name of its own.
CREATE TABLE organisation_services (
  organisation_id VARCHAR(16) NOT NULL,
  service_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  place INTEGER NOT NULL,  -- in the order of the page, from 1
  name VARCHAR(120) NOT NULL,
  words TEXT DEFAULT '' NOT NULL,
  way TEXT DEFAULT '' NOT NULL,  -- how to come to it
  CONSTRAINT pk_organisation_services PRIMARY KEY (organisation_id, service_id),
  CONSTRAINT fk_organisation_services_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);
CREATE INDEX ix_organisation_services_service_id ON organisation_services (service_id);

-- From which record of another finder a page was brought, so that it comes once.
CREATE TABLE organisation_sources (
  source_key VARCHAR(300) NOT NULL,  -- a UUID, or a file and an id in it
  organisation_id VARCHAR(16) NOT NULL,
  said JSON NOT NULL,  -- by field, what it said last and nobody changed
  brought_at DATETIME NOT NULL,
  CONSTRAINT pk_organisation_sources PRIMARY KEY (source_key),
  CONSTRAINT fk_organisation_sources_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);

-- The last thirty versions of each page, for its editors and administrators.
CREATE TABLE organisation_versions (
  organisation_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,
  profile JSON NOT NULL,  -- everything it said, hidden fields too
  at DATETIME NOT NULL,
  "by" VARCHAR(13) NOT NULL,  -- as what; who stands in the audit trail
  CONSTRAINT pk_organisation_versions PRIMARY KEY (organisation_id, number),
  CONSTRAINT ck_organisation_versions_by CHECK (by IN ('editor', 'administrator', 'hub')),
  CONSTRAINT fk_organisation_versions_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);

-- Which organisations carry the hub, as administrators say.
CREATE TABLE partners (
  organisation_id VARCHAR(16) NOT NULL,
  role VARCHAR(200) NOT NULL,  -- what it does for the hub, in words
  since DATE NOT NULL,  -- shown from this day on
  until DATE,  -- its last day; null while nobody knows one
  CONSTRAINT pk_partners PRIMARY KEY (organisation_id),
  CONSTRAINT fk_partners_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (organisation_id)
);

-- What can be chosen, in the order of its author.
CREATE TABLE poll_choices (
  choice_id VARCHAR(16) NOT NULL,
  poll_id VARCHAR(16) NOT NULL,
  place INTEGER NOT NULL,
  words VARCHAR(100) NOT NULL,
  CONSTRAINT pk_poll_choices PRIMARY KEY (choice_id),
  CONSTRAINT fk_poll_choices_poll_id_polls FOREIGN KEY(poll_id) REFERENCES polls (poll_id) ON DELETE CASCADE
);

-- What was reported; the copy stays as it was, whatever becomes of the item.
CREATE TABLE reports (
  report_id VARCHAR(16) NOT NULL,
  case_id VARCHAR(16) NOT NULL,
  reporter_id VARCHAR(16) NOT NULL,  -- never shown to the person reported
  reason VARCHAR(16) NOT NULL,
  note BLOB NOT NULL,  -- sealed with the records key
  copy BLOB NOT NULL,  -- the item as it stood, sealed likewise
  declaration BLOB,  -- of an intimate picture, sealed; null for none
  reference VARCHAR(12) NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_reports PRIMARY KEY (report_id),
  CONSTRAINT fk_reports_case_id_cases FOREIGN KEY(case_id) REFERENCES cases (case_id),
  CONSTRAINT uq_reports_reference UNIQUE (reference)
);
CREATE INDEX ix_reports_case_id ON reports (case_id);

-- Who may do what where. Every change is in the audit trail.
CREATE TABLE roles (
  person_id VARCHAR(16) NOT NULL,
  role VARCHAR(16) NOT NULL,
  scope VARCHAR(80) NOT NULL,  -- hub, sector:SLUG, space:SLUG, …
  given_at DATETIME NOT NULL,
  CONSTRAINT uq_roles_person_id_role_scope UNIQUE (person_id, role, scope),
  CONSTRAINT fk_roles_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);

-- Rooms. The row is the lock under which a message takes its seq.
CREATE TABLE rooms (
  room_id VARCHAR(16) NOT NULL,
  slug VARCHAR(60) NOT NULL,  -- no words where it is secret
  title VARCHAR(80) NOT NULL,
  kind VARCHAR(12) NOT NULL,
  sector_id INTEGER,
  topic VARCHAR(300) DEFAULT '' NOT NULL,
  seq INTEGER DEFAULT '0' NOT NULL,  -- the newest change in it
  made_at DATETIME NOT NULL,
  archived_at DATETIME,
  rules TEXT DEFAULT '' NOT NULL,  -- ground rules at its door
  keep_days INTEGER DEFAULT '90' NOT NULL,  -- messages are deleted after so many days; 0: kept as long as the room stands
  own_names BOOLEAN DEFAULT '0' NOT NULL,  -- whether people may use a name for this room alone
  presence BOOLEAN DEFAULT '0' NOT NULL,  -- says how many are in
  slow_seconds INTEGER DEFAULT '0' NOT NULL,  -- between posts
  locked_at DATETIME,  -- only facilitators write while it is set
  hours JSON,  -- [[weekday, 'HH:MM', 'HH:MM'], …] in the hub's zone; null: always
  duty_id VARCHAR(16),  -- who is on duty, until duty_until
  duty_until DATETIME,
  CONSTRAINT pk_rooms PRIMARY KEY (room_id),
  CONSTRAINT ck_rooms_kind CHECK (kind IN ('open', 'restricted', 'private', 'confidential', 'direct')),
  CONSTRAINT uq_rooms_slug UNIQUE (slug),
  CONSTRAINT fk_rooms_sector_id_sectors FOREIGN KEY(sector_id) REFERENCES sectors (sector_id)
);
CREATE INDEX ix_rooms_kind ON rooms (kind);

-- What can be found, without its words: only what everybody in its place may see.
CREATE TABLE search_entries (
  entry_id INTEGER NOT NULL,  -- milliseconds of its time and 20 bits of chance, so that its order is that of time
  kind VARCHAR(12) NOT NULL,
  item_id VARCHAR(16) NOT NULL,
  place_id INTEGER NOT NULL,
  author VARCHAR(100) NOT NULL,  -- the name it was written under
  under VARCHAR(100) NOT NULL,  -- of whoever began what it stands in
  has_file BOOLEAN DEFAULT 0 NOT NULL,
  CONSTRAINT pk_search_entries PRIMARY KEY (entry_id),
  CONSTRAINT uq_search_entries_kind_item_id UNIQUE (kind, item_id),
  CONSTRAINT fk_search_entries_place_id_search_places FOREIGN KEY(place_id) REFERENCES search_places (place_id)
);
CREATE INDEX ix_search_entries_has_file ON search_entries (place_id, entry_id) WHERE has_file;
CREATE INDEX ix_search_entries_place_id ON search_entries (place_id, entry_id);
CREATE INDEX ix_search_entries_place_id_author ON search_entries (place_id, author, entry_id);

-- Signed-in devices; deleted at sign-out and when they end.
CREATE TABLE sessions (
  session_id VARCHAR(64) NOT NULL,  -- hash of its first cookie
  person_id VARCHAR(16) NOT NULL,
  device VARCHAR(80) NOT NULL,  -- as in 'Firefox on Android'
  shared BOOLEAN NOT NULL,  -- ends after 15 quiet minutes
  made_at DATETIME NOT NULL,
  seen_at DATETIME NOT NULL,
  expires_at DATETIME NOT NULL,  -- no session lives longer
  renew BOOLEAN DEFAULT '0' NOT NULL,  -- a role changed: a new cookie at the next request
  cookie_hash VARCHAR(64) NOT NULL,  -- of the cookie in force
  former_hash VARCHAR(64),  -- of the cookie before, for requests on their way
  former_until DATETIME,
  CONSTRAINT pk_sessions PRIMARY KEY (session_id),
  CONSTRAINT fk_sessions_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE,
  CONSTRAINT uq_sessions_cookie_hash UNIQUE (cookie_hash)
);
CREATE INDEX ix_sessions_former_hash ON sessions (former_hash);
CREATE INDEX ix_sessions_person_id ON sessions (person_id);

-- Who is on which list now. Whoever leaves has no row.
CREATE TABLE subscriptions (
  subscription_id VARCHAR(16) NOT NULL,
  list_id VARCHAR(16) NOT NULL,
  mark VARCHAR(64) NOT NULL,  -- keyed hash of the address
  address BLOB NOT NULL,  -- sealed
  since DATETIME NOT NULL,
  CONSTRAINT pk_subscriptions PRIMARY KEY (subscription_id),
  CONSTRAINT uq_subscriptions_list_id_mark UNIQUE (list_id, mark),
  CONSTRAINT fk_subscriptions_list_id_mailing_lists FOREIGN KEY(list_id) REFERENCES mailing_lists (list_id)
);
CREATE INDEX ix_subscriptions_mark ON subscriptions (mark);

-- API tokens; shown once, kept as hashes.
CREATE TABLE tokens (
  token_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  token_hash VARCHAR(64) NOT NULL,
  scopes VARCHAR(60) NOT NULL,  -- words with a space between
  made_at DATETIME NOT NULL,
  revoked_at DATETIME,
  CONSTRAINT pk_tokens PRIMARY KEY (token_id),
  CONSTRAINT fk_tokens_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE,
  CONSTRAINT uq_tokens_token_hash UNIQUE (token_hash)
);

-- Pictures and documents, made harmless before they were kept.
CREATE TABLE uploads (
  upload_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  person_id VARCHAR(16),  -- null: imported with the item that bears it, and nobody's
  kind VARCHAR(8) NOT NULL,
  media_type VARCHAR(100) NOT NULL,  -- by its content, never by its name
  name VARCHAR(100) NOT NULL,  -- no words where used under a pseudonym
  bytes INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  alt VARCHAR(500) NOT NULL,  -- empty: decoration alone, or a document
  sensitive BOOLEAN NOT NULL,  -- hidden until somebody opens it
  sha256 VARCHAR(64) NOT NULL,  -- of what is kept, not of what was sent
  made_at DATETIME NOT NULL,
  used_kind VARCHAR(20),  -- what bears it, as in message; null: deleted in a day
  used_id VARCHAR(16),
  removed_at DATETIME,  -- by a moderator, who alone is served it; null: here
  CONSTRAINT pk_uploads PRIMARY KEY (upload_id),
  CONSTRAINT ck_uploads_kind CHECK (kind IN ('image', 'document')),
  CONSTRAINT ck_uploads_used CHECK ((used_kind IS NULL) = (used_id IS NULL)),
  CONSTRAINT ck_uploads_owned_or_used CHECK (person_id IS NOT NULL OR used_id IS NOT NULL),
  CONSTRAINT fk_uploads_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_uploads_person_id ON uploads (person_id);
CREATE INDEX ix_uploads_sha256 ON uploads (sha256);
CREATE INDEX ix_uploads_used_kind_used_id ON uploads (used_kind, used_id);

-- Who belongs to a board, asks to, is invited, or is kept out. Open boards have none.
CREATE TABLE board_members (
  board_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  joined_at DATETIME NOT NULL,  -- when this state began
  state VARCHAR(8) DEFAULT 'member' NOT NULL,
  words VARCHAR(300) DEFAULT '' NOT NULL,  -- what an asker wrote
  by_id VARCHAR(16),  -- who invited them; no foreign key: it may go
  CONSTRAINT pk_board_members PRIMARY KEY (board_id, person_id),
  CONSTRAINT ck_board_members_state CHECK (state IN ('asked', 'invited', 'member', 'removed')),
  CONSTRAINT fk_board_members_board_id_boards FOREIGN KEY(board_id) REFERENCES boards (board_id) ON DELETE CASCADE,
  CONSTRAINT fk_board_members_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_board_members_person_id ON board_members (person_id);

-- Who writes without a name, a row for each board. No time and no order: they would tell.
CREATE TABLE board_pseudonyms (
  pseudonym_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  board_id VARCHAR(16) NOT NULL,
  name VARCHAR(40) NOT NULL,  -- invented
  mark VARCHAR(64) NOT NULL,  -- board and person, hashed under the records key; random once they are erased
  person BLOB NOT NULL,  -- sealed for safeguarding; empty once erased
  limited_until DATETIME,  -- no posts before
  held_first BOOLEAN DEFAULT 0 NOT NULL,
  limit_reason VARCHAR(300) DEFAULT '' NOT NULL,  -- read by both
  CONSTRAINT pk_board_pseudonyms PRIMARY KEY (pseudonym_id),
  CONSTRAINT uq_board_pseudonyms_board_id_name UNIQUE (board_id, name),
  CONSTRAINT fk_board_pseudonyms_board_id_boards FOREIGN KEY(board_id) REFERENCES boards (board_id),
  CONSTRAINT uq_board_pseudonyms_mark UNIQUE (mark)
)
 WITHOUT ROWID;

-- When somebody said that they have read a whole board.
CREATE TABLE board_reads (
  person_id VARCHAR(16) NOT NULL,
  board_id VARCHAR(16) NOT NULL,
  at DATETIME NOT NULL,  -- older than this is not new to them
  CONSTRAINT pk_board_reads PRIMARY KEY (person_id, board_id),
  CONSTRAINT fk_board_reads_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE,
  CONSTRAINT fk_board_reads_board_id_boards FOREIGN KEY(board_id) REFERENCES boards (board_id)
);

-- What those who edit a page say to a claim to it; other editors learn only that one objects.
CREATE TABLE claim_answers (
  claim_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  agrees BOOLEAN NOT NULL,
  words TEXT DEFAULT '' NOT NULL,  -- why not; for administrators
  at DATETIME NOT NULL,
  CONSTRAINT pk_claim_answers PRIMARY KEY (claim_id, person_id),
  CONSTRAINT fk_claim_answers_claim_id_organisation_claims FOREIGN KEY(claim_id) REFERENCES organisation_claims (claim_id),
  CONSTRAINT fk_claim_answers_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_claim_answers_person_id ON claim_answers (person_id);

-- Messages between a member and an organisation; both sides read them, nobody else.
CREATE TABLE contact_messages (
  message_id VARCHAR(16) NOT NULL,  -- random: it tells nothing
  contact_id VARCHAR(16) NOT NULL,
  asks BOOLEAN NOT NULL,  -- of whoever began, not of the organisation
  person_id VARCHAR(16),  -- who wrote it; null: they answered for the organisation, and left
  words TEXT NOT NULL,
  at DATETIME NOT NULL,
  removed_at DATETIME,  -- by a moderator
  removed_reason TEXT,  -- as both sides read it
  CONSTRAINT pk_contact_messages PRIMARY KEY (message_id),
  CONSTRAINT fk_contact_messages_contact_id_contacts FOREIGN KEY(contact_id) REFERENCES contacts (contact_id),
  CONSTRAINT fk_contact_messages_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id)
);
CREATE INDEX ix_contact_messages_contact_id ON contact_messages (contact_id, at, message_id);
CREATE INDEX ix_contact_messages_person_id ON contact_messages (person_id);

-- Proposals to make a thread of an exchange in a room.
CREATE TABLE extracts (
  extract_id VARCHAR(16) NOT NULL,
  room_id VARCHAR(16) NOT NULL,
  by_id VARCHAR(16) NOT NULL,  -- who proposed it
  board_id VARCHAR(16) NOT NULL,
  title VARCHAR(200) NOT NULL,
  made_at DATETIME NOT NULL,
  state VARCHAR(8) NOT NULL,
  thread_id VARCHAR(16),  -- what came of it
  CONSTRAINT pk_extracts PRIMARY KEY (extract_id),
  CONSTRAINT ck_extracts_state CHECK (state IN ('asking', 'made', 'given_up')),
  CONSTRAINT fk_extracts_room_id_rooms FOREIGN KEY(room_id) REFERENCES rooms (room_id) ON DELETE CASCADE,
  CONSTRAINT fk_extracts_board_id_boards FOREIGN KEY(board_id) REFERENCES boards (board_id)
);
CREATE INDEX ix_extracts_room_id ON extracts (room_id);

-- What was done to a person, by a decision that holds rule, reason, role and case.
CREATE TABLE measures (
  measure_id VARCHAR(16) NOT NULL,
  decision_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,  -- about whom; erased, it names nobody; empty where it is about a pseudonym
  pseudonym_id VARCHAR(16),  -- a name of one board; nothing joins it to a person
  kind VARCHAR(8) NOT NULL,
  scope VARCHAR(80) NOT NULL,  -- hub, or a place as in space:SLUG
  from_at DATETIME NOT NULL,
  until_at DATETIME,  -- it ends by itself; null for what has no end
  ended_at DATETIME,  -- lifted, or over
  ended_by VARCHAR(16) DEFAULT '' NOT NULL,  -- the decision that did
  last_at DATETIME,  -- when somebody limited last wrote there
  CONSTRAINT pk_measures PRIMARY KEY (measure_id),
  CONSTRAINT ck_measures_kind CHECK (kind IN ('note', 'warn', 'limit', 'freeze', 'suspend', 'ban')),
  CONSTRAINT fk_measures_decision_id_decisions FOREIGN KEY(decision_id) REFERENCES decisions (decision_id)
);
CREATE INDEX ix_measures_decision_id ON measures (decision_id);
CREATE INDEX ix_measures_person_id ON measures (person_id);
CREATE INDEX ix_measures_pseudonym_id ON measures (pseudonym_id);

-- What was said, as it stands now. Its words stay for moderators where it was removed.
CREATE TABLE messages (
  message_id VARCHAR(16) NOT NULL,
  room_id VARCHAR(16) NOT NULL,
  seq INTEGER,  -- its newest change; null while it is held
  created_seq INTEGER,  -- its place in the log; null while it is held
  author_id VARCHAR(16) NOT NULL,
  client_id VARCHAR(64) NOT NULL,  -- the author's own id for it
  body TEXT NOT NULL,  -- Markdown as it was written
  html TEXT NOT NULL,  -- rendered once, at the write
  renderer INTEGER NOT NULL,  -- which version of core/text.py made it
  warning VARCHAR(200) DEFAULT '' NOT NULL,
  reply_to VARCHAR(16),
  thread_id VARCHAR(16),  -- the message whose side conversation it is part of
  own_handle VARCHAR(40),  -- the name it was written under, see room_names
  reactions JSON NOT NULL,  -- {emoji: count}, as everybody sees it
  files JSON,  -- as its frame bears them; null: none
  at DATETIME NOT NULL,
  state VARCHAR(10) NOT NULL,
  removed_reason VARCHAR(300) DEFAULT '' NOT NULL,
  edited_at DATETIME,
  own_warning VARCHAR(200),  -- the author's, while the hub keeps it folded
  CONSTRAINT pk_messages PRIMARY KEY (message_id),
  CONSTRAINT uq_messages_room_id_seq UNIQUE (room_id, seq),
  CONSTRAINT ck_messages_state CHECK (state IN ('visible', 'held', 'withdrawn', 'removed')),
  CONSTRAINT ck_messages_placed CHECK ((seq IS NULL) = (created_seq IS NULL)),
  CONSTRAINT fk_messages_room_id_rooms FOREIGN KEY(room_id) REFERENCES rooms (room_id),
  CONSTRAINT fk_messages_author_id_people FOREIGN KEY(author_id) REFERENCES people (person_id)
);
CREATE INDEX ix_messages_author_id ON messages (author_id);
CREATE INDEX ix_messages_room_id_created_seq ON messages (room_id, created_seq);
CREATE INDEX ix_messages_thread_id ON messages (thread_id);

-- Who chose what, as a hash that only the hub's key can make; shown to nobody else.
CREATE TABLE poll_answers (
  poll_id VARCHAR(16) NOT NULL,
  answerer VARCHAR(64) NOT NULL,  -- keyed hash of poll and person
  choice_id VARCHAR(16) NOT NULL,
  CONSTRAINT pk_poll_answers PRIMARY KEY (poll_id, answerer, choice_id),
  CONSTRAINT fk_poll_answers_poll_id_polls FOREIGN KEY(poll_id) REFERENCES polls (poll_id) ON DELETE CASCADE,
  CONSTRAINT fk_poll_answers_choice_id_poll_choices FOREIGN KEY(choice_id) REFERENCES poll_choices (choice_id)
);

-- Who belongs to a room, asks to, is invited, or is kept out. In an open room made by the first
-- post.
CREATE TABLE room_members (
  room_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  joined_at DATETIME NOT NULL,  -- when this state began
  state VARCHAR(8) DEFAULT 'member' NOT NULL,
  words VARCHAR(300) DEFAULT '' NOT NULL,  -- what an asker wrote
  by_id VARCHAR(16),  -- who invited or removed them; no foreign key: it may go
  own_handle VARCHAR(40),  -- their name in this room alone, see room_names
  CONSTRAINT pk_room_members PRIMARY KEY (room_id, person_id),
  CONSTRAINT ck_room_members_state CHECK (state IN ('asked', 'invited', 'member', 'removed')),
  CONSTRAINT fk_room_members_room_id_rooms FOREIGN KEY(room_id) REFERENCES rooms (room_id) ON DELETE CASCADE,
  CONSTRAINT fk_room_members_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_room_members_person_id ON room_members (person_id);

-- Names for one room alone. Kept while messages bear them; null person once erased.
CREATE TABLE room_names (
  room_id VARCHAR(16) NOT NULL,
  handle VARCHAR(40) NOT NULL,
  name VARCHAR(60) NOT NULL,
  person_id VARCHAR(16),  -- leaves the server in nobody's frame, page or export
  CONSTRAINT pk_room_names PRIMARY KEY (room_id, handle),
  CONSTRAINT fk_room_names_room_id_rooms FOREIGN KEY(room_id) REFERENCES rooms (room_id) ON DELETE CASCADE
);
CREATE INDEX ix_room_names_person_id ON room_names (person_id);

-- How far somebody read, on all their devices. Nobody else sees it.
CREATE TABLE room_reads (
  room_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  seq INTEGER NOT NULL,  -- everything up to it was read
  at DATETIME NOT NULL,
  CONSTRAINT pk_room_reads PRIMARY KEY (room_id, person_id),
  CONSTRAINT fk_room_reads_room_id_rooms FOREIGN KEY(room_id) REFERENCES rooms (room_id) ON DELETE CASCADE,
  CONSTRAINT fk_room_reads_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_room_reads_person_id ON room_reads (person_id);

-- Its messages, each with what its author said.
CREATE TABLE extract_lines (
  extract_id VARCHAR(16) NOT NULL,
  message_id VARCHAR(16) NOT NULL,  -- goes with the message when the room's period has passed
  place INTEGER NOT NULL,
  author_id VARCHAR(16) NOT NULL,
  answer VARCHAR(8) NOT NULL,
  answered_at DATETIME,
  CONSTRAINT pk_extract_lines PRIMARY KEY (extract_id, message_id),
  CONSTRAINT ck_extract_lines_answer CHECK (answer IN ('asked', 'agreed', 'refused')),
  CONSTRAINT fk_extract_lines_extract_id_extracts FOREIGN KEY(extract_id) REFERENCES extracts (extract_id) ON DELETE CASCADE,
  CONSTRAINT fk_extract_lines_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (message_id) ON DELETE CASCADE
);
CREATE INDEX ix_extract_lines_message_id ON extract_lines (message_id);

-- What a message said before it was edited: for moderators; goes with the message.
CREATE TABLE message_versions (
  version_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  message_id VARCHAR(16) NOT NULL,
  body TEXT NOT NULL,
  warning VARCHAR(200) DEFAULT '' NOT NULL,
  until_at DATETIME NOT NULL,  -- when other words took their place
  CONSTRAINT fk_message_versions_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (message_id) ON DELETE CASCADE
);
CREATE INDEX ix_message_versions_message_id ON message_versions (message_id);

-- Who reacted how. Others see counts alone.
CREATE TABLE reactions (
  message_id VARCHAR(16) NOT NULL,
  person_id VARCHAR(16) NOT NULL,
  emoji VARCHAR(8) NOT NULL,
  CONSTRAINT pk_reactions PRIMARY KEY (message_id, person_id, emoji),
  CONSTRAINT fk_reactions_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (message_id) ON DELETE CASCADE,
  CONSTRAINT fk_reactions_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE
);
CREATE INDEX ix_reactions_person_id ON reactions (person_id);

-- Messages that facilitators keep at the top of a room.
CREATE TABLE room_pins (
  message_id VARCHAR(16) NOT NULL,
  room_id VARCHAR(16) NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_room_pins PRIMARY KEY (message_id),
  CONSTRAINT fk_room_pins_message_id_messages FOREIGN KEY(message_id) REFERENCES messages (message_id) ON DELETE CASCADE,
  CONSTRAINT fk_room_pins_room_id_rooms FOREIGN KEY(room_id) REFERENCES rooms (room_id) ON DELETE CASCADE
);
CREATE INDEX ix_room_pins_room_id ON room_pins (room_id);

-- Conversations. The row is the lock under which a post takes its number.
CREATE TABLE threads (
  thread_id VARCHAR(16) NOT NULL,
  board_id VARCHAR(16) NOT NULL,
  slug VARCHAR(60) NOT NULL,  -- words of the title for the address
  title VARCHAR(200) NOT NULL,
  author_id VARCHAR(16),  -- null: imported, or no name
  author_name VARCHAR(80) DEFAULT '' NOT NULL,  -- imported, or a pseudonym's
  posts INTEGER DEFAULT '0' NOT NULL,  -- numbers given so far
  moved INTEGER DEFAULT '0' NOT NULL,  -- of these, places whose posts stand in another thread: rows of post_moves
  made_at DATETIME NOT NULL,
  last_at DATETIME NOT NULL,
  last_post_id VARCHAR(16),  -- the newest post that has a number
  held BOOLEAN DEFAULT 0 NOT NULL,  -- its first post waits
  question BOOLEAN DEFAULT 0 NOT NULL,  -- wants an answer
  accepted_id VARCHAR(16),  -- the post that answers the question
  poll BOOLEAN DEFAULT 0 NOT NULL,  -- whether it has one
  pseudonym_id VARCHAR(16),  -- instead of an author
  locked_at DATETIME,  -- only who looks after the board writes while set
  pinned_at DATETIME,  -- stands above the others of its board
  emptied BOOLEAN DEFAULT 0 NOT NULL,  -- all its posts stand in another thread, to which its address leads
  split_from VARCHAR(16),  -- the thread that its first posts came from
  slow_seconds INTEGER DEFAULT '0' NOT NULL,  -- between posts
  CONSTRAINT pk_threads PRIMARY KEY (thread_id),
  CONSTRAINT fk_threads_board_id_boards FOREIGN KEY(board_id) REFERENCES boards (board_id),
  CONSTRAINT fk_threads_author_id_people FOREIGN KEY(author_id) REFERENCES people (person_id),
  CONSTRAINT fk_threads_pseudonym_id_board_pseudonyms FOREIGN KEY(pseudonym_id) REFERENCES board_pseudonyms (pseudonym_id)
);
CREATE INDEX ix_threads_board_id_last_at ON threads (board_id, last_at);
CREATE INDEX ix_threads_question_last_at ON threads (question, last_at);

-- What was written. Its words stay for moderators where it was removed.
CREATE TABLE posts (
  post_id VARCHAR(16) NOT NULL,
  thread_id VARCHAR(16) NOT NULL,
  number INTEGER,  -- its place; null while it is held
  author_id VARCHAR(16),  -- null: imported, or no name
  author_name VARCHAR(80) DEFAULT '' NOT NULL,  -- imported, or a pseudonym's
  body TEXT NOT NULL,  -- Markdown as it was written
  html TEXT NOT NULL,  -- rendered once, at the write
  renderer INTEGER NOT NULL,  -- which version of core/text.py made it
  warning VARCHAR(200) DEFAULT '' NOT NULL,  -- content note
  reply_to VARCHAR(16),
  at DATETIME NOT NULL,
  state VARCHAR(10) NOT NULL,
  removed_reason VARCHAR(300) DEFAULT '' NOT NULL,
  edited_at DATETIME,
  files JSON NOT NULL,  -- those it bears; of imported mail names only
  origin VARCHAR(4) DEFAULT '' NOT NULL,  -- mail, room, or here
  pseudonym_id VARCHAR(16),  -- instead of an author
  own_warning VARCHAR(200),  -- the author's, while the hub keeps it folded
  import_key VARCHAR(64),  -- hash of board and Message-ID
  imported_mark VARCHAR(64),  -- hash of its writer's address
  CONSTRAINT pk_posts PRIMARY KEY (post_id),
  CONSTRAINT uq_posts_thread_id_number UNIQUE (thread_id, number),
  CONSTRAINT ck_posts_state CHECK (state IN ('visible', 'held', 'withdrawn', 'removed')),
  CONSTRAINT ck_posts_origin CHECK (origin IN ('', 'mail', 'room')),
  CONSTRAINT ck_posts_one_author CHECK (author_id IS NULL OR pseudonym_id IS NULL),
  CONSTRAINT fk_posts_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id),
  CONSTRAINT fk_posts_author_id_people FOREIGN KEY(author_id) REFERENCES people (person_id),
  CONSTRAINT fk_posts_pseudonym_id_board_pseudonyms FOREIGN KEY(pseudonym_id) REFERENCES board_pseudonyms (pseudonym_id),
  CONSTRAINT uq_posts_import_key UNIQUE (import_key)
);
CREATE INDEX ix_posts_author_id ON posts (author_id);
CREATE INDEX ix_posts_imported_mark ON posts (imported_mark);
CREATE INDEX ix_posts_pseudonym_id ON posts (pseudonym_id);

-- What those who look after a board did to a thread. Each is in the audit trail too.
CREATE TABLE thread_acts (
  act_id VARCHAR(16) NOT NULL,
  thread_id VARCHAR(16) NOT NULL,
  kind VARCHAR(6) NOT NULL,
  by_id VARCHAR(16) NOT NULL,
  reason VARCHAR(300) NOT NULL,  -- told to who began the thread
  "before" JSON NOT NULL,  -- what undoing it puts back
  at DATETIME NOT NULL,
  undone_at DATETIME,
  CONSTRAINT pk_thread_acts PRIMARY KEY (act_id),
  CONSTRAINT ck_thread_acts_kind CHECK (kind IN ('lock', 'pin', 'slow', 'move', 'split', 'merge')),
  CONSTRAINT fk_thread_acts_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id)
);
CREATE INDEX ix_thread_acts_thread_id ON thread_acts (thread_id);

-- How far each person read each thread, on all their devices.
CREATE TABLE thread_reads (
  person_id VARCHAR(16) NOT NULL,
  thread_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,  -- read up to here; never goes back
  at DATETIME NOT NULL,
  CONSTRAINT pk_thread_reads PRIMARY KEY (person_id, thread_id),
  CONSTRAINT fk_thread_reads_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE,
  CONSTRAINT fk_thread_reads_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id)
);
CREATE INDEX ix_thread_reads_thread_id ON thread_reads (thread_id);

-- What a thread came to, in a person's words. The newest row holds; the others are kept.
CREATE TABLE thread_summaries (
  summary_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  thread_id VARCHAR(16) NOT NULL,
  author_id VARCHAR(16) NOT NULL,
  body TEXT NOT NULL,  -- Markdown; empty where it was taken away
  html TEXT NOT NULL,  -- rendered once, at the write
  at DATETIME NOT NULL,
  CONSTRAINT fk_thread_summaries_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id),
  CONSTRAINT fk_thread_summaries_author_id_people FOREIGN KEY(author_id) REFERENCES people (person_id)
);
CREATE INDEX ix_thread_summaries_thread_id ON thread_summaries (thread_id, summary_id);

-- Which tags of the shared list a thread bears.
CREATE TABLE thread_tags (
  thread_id VARCHAR(16) NOT NULL,
  tag_id INTEGER NOT NULL,
  CONSTRAINT pk_thread_tags PRIMARY KEY (thread_id, tag_id),
  CONSTRAINT fk_thread_tags_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id),
  CONSTRAINT fk_thread_tags_tag_id_tags FOREIGN KEY(tag_id) REFERENCES tags (tag_id)
);
CREATE INDEX ix_thread_tags_tag_id ON thread_tags (tag_id);

-- Who wants to hear of a thread, and who does not. No row: neither.
CREATE TABLE watches (
  person_id VARCHAR(16) NOT NULL,
  thread_id VARCHAR(16) NOT NULL,
  state VARCHAR(8) NOT NULL,
  at DATETIME NOT NULL,
  CONSTRAINT pk_watches PRIMARY KEY (person_id, thread_id),
  CONSTRAINT ck_watches_state CHECK (state IN ('watching', 'muted')),
  CONSTRAINT fk_watches_person_id_people FOREIGN KEY(person_id) REFERENCES people (person_id) ON DELETE CASCADE,
  CONSTRAINT fk_watches_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id)
);
CREATE INDEX ix_watches_thread_id ON watches (thread_id);

-- Places in threads whose posts stand elsewhere: links to them still lead to the words.
CREATE TABLE post_moves (
  thread_id VARCHAR(16) NOT NULL,
  number INTEGER NOT NULL,  -- the place that it left, which stays empty
  post_id VARCHAR(16) NOT NULL,
  act_id VARCHAR(16) NOT NULL,  -- what took it away, and may bring it back
  CONSTRAINT pk_post_moves PRIMARY KEY (thread_id, number),
  CONSTRAINT fk_post_moves_thread_id_threads FOREIGN KEY(thread_id) REFERENCES threads (thread_id),
  CONSTRAINT fk_post_moves_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (post_id)
);
CREATE INDEX ix_post_moves_act_id ON post_moves (act_id);
CREATE INDEX ix_post_moves_post_id ON post_moves (post_id);

-- Earlier words of edited posts.
CREATE TABLE post_versions (
  version_id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  post_id VARCHAR(16) NOT NULL,
  body TEXT NOT NULL,  -- as it stood before an edit; for moderators
  until DATETIME NOT NULL,
  CONSTRAINT fk_post_versions_post_id_posts FOREIGN KEY(post_id) REFERENCES posts (post_id) ON DELETE CASCADE
);
CREATE INDEX ix_post_versions_post_id ON post_versions (post_id);
