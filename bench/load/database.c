/* PostgreSQL client: one connection, one prepared statement, answers in binary. What any server could at best do.
 *
 * TARGET is a libpq connection string; MORE[0] a file with the statement; a request its parameters, a tab between.
 * libpq's headers are a package of their own, its seven functions used here are not: they are declared below.
 */
#define _GNU_SOURCE
#include "fixed_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
enum { CONNECTION_OK = 0, PGRES_COMMAND_OK = 1, PGRES_TUPLES_OK = 2, MOST_PARAMETERS = 16, AS_BINARY = 1 };
PGconn *PQconnectdb(const char *conninfo);
int PQstatus(const PGconn *conn);
char *PQerrorMessage(const PGconn *conn);
void PQfinish(PGconn *conn);
PGresult *PQprepare(PGconn *conn, const char *name, const char *query, int n, const unsigned *types);
PGresult *PQexecPrepared(PGconn *conn, const char *name, int n, const char *const *values, const int *lengths,
                         const int *formats, int result_format);
int PQresultStatus(const PGresult *result);
int PQntuples(const PGresult *result);
int PQgetlength(const PGresult *result, int row, int column);
void PQclear(PGresult *result);

struct client {
    PGconn *connection;
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(2);
}

static char *contents(const char *path)
{
    char text[1 << 16];
    FILE *file = fopen(path, "r");
    if (!file)
        fail(path, "cannot be read");
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = 0;
    return strdup(text);
}

struct client *client_open(const char *target, char **more)
{
    struct client *c = calloc(1, sizeof *c);
    if (!c || !*more)
        fail("database", "TARGET LIST CONNECTIONS REQUESTS MAX_SECONDS STATEMENT_FILE");
    c->connection = PQconnectdb(target);
    if (PQstatus(c->connection) != CONNECTION_OK)
        fail(target, PQerrorMessage(c->connection));
    char *statement = contents(*more);
    PGresult *prepared = PQprepare(c->connection, "asked", statement, 0, NULL);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK)
        fail(*more, PQerrorMessage(c->connection));
    PQclear(prepared);
    free(statement);
    return c;
}

void client_close(struct client *c)
{
    PQfinish(c->connection);
    free(c);
}

struct outcome client_ask(struct client *c, const char *request)
{
    const char *values[MOST_PARAMETERS];
    int count = 0;
    char *copy = strdup(request), *rest = copy, *value;
    while (count < MOST_PARAMETERS && (value = strsep(&rest, "\t")))
        values[count++] = value;
    PGresult *rows = PQexecPrepared(c->connection, "asked", count, values, NULL, NULL, AS_BINARY);
    struct outcome outcome = {-1, 0};
    if (PQresultStatus(rows) == PGRES_TUPLES_OK && PQntuples(rows) == 1)
        outcome = (struct outcome){200, PQgetlength(rows, 0, 0)};
    else
        fprintf(stderr, "%s", PQerrorMessage(c->connection));
    PQclear(rows);
    free(copy);
    return outcome;
}
