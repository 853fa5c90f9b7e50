-- What the role of the running service needs, and no more. Run by the owner of the tables, after every `advice migrate`:
--   psql -d advice -f docs/deployment/grants.sql
-- The service (serve, jobs run, verify, documents check) connects as advice_app; migrate, load, user and token as the
-- owner. It makes and changes no table, and can change or remove no row of the record, with or without its triggers.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM advice_app;
GRANT USAGE ON SCHEMA public TO advice_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO advice_app;

-- The record: appended to, never changed. The sets of questions are kept by the owner's `advice migrate` and `load`.
GRANT INSERT ON event, answer, advice_version, submission, screening, document TO advice_app;

-- Where each request stands, and what is known of people.
GRANT INSERT, UPDATE ON request, assessment, referral, draft, person, contact, review, directory_service TO advice_app;

-- What is kept for a while.
GRANT INSERT, UPDATE, DELETE ON unfinished TO advice_app;
GRANT INSERT, DELETE ON idempotency_record TO advice_app;

-- The next number of a request; and a team's row is locked, which PostgreSQL counts as a change, while lists are sent.
GRANT UPDATE (last_reference) ON authority TO advice_app;
GRANT UPDATE (code) ON team TO advice_app;

-- That somebody has signed out, and who they are at the council's sign-on: nothing else of a person.
GRANT UPDATE (signed_out_at, signs_on_as) ON user_account TO advice_app;
