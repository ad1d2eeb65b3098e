/** JSON as text: jsonb on Postgres, text on SQLite, encoded and decoded by json.ts. */
export type JsonText = string
/** RFC 3339 in UTC with milliseconds, in both databases. */
export type Time = string
