-- The two roles of pm-bot and its database. Run once, as a superuser, by psql 15 or newer:
--   PMBOT_OWNER_PASSWORD=… PMBOT_RUNTIME_PASSWORD=… psql -v ON_ERROR_STOP=1 -f deploy/postgres/roles.sql
-- What pmbot may do in the tables is granted by `pm-bot migrate --runtime-role pmbot`, for it knows the tables.
\getenv owner_password PMBOT_OWNER_PASSWORD
\getenv runtime_password PMBOT_RUNTIME_PASSWORD

-- Owns the tables and changes them. Only the migration runs as this role.
create role pmbot_owner login password :'owner_password';

-- Serves and works.
create role pmbot login password :'runtime_password';

create database pmbot owner pmbot_owner;
revoke all on database pmbot from public;
grant connect on database pmbot to pmbot;
