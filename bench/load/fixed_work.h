/* What a load generator is made of: fixed work shared out among connections, and a client that does one piece of it. */
#ifndef FIXED_WORK_H
#define FIXED_WORK_H

struct outcome {
    int status; /* HTTP status; 200 for rows of a database; -1: no answer */
    long bytes; /* of the body */
};

/* A client is one connection; it is used by one thread. `target` and `more` are those of the command line. */
struct client *client_open(const char *target, char **more);
struct outcome client_ask(struct client *client, const char *request);
void client_close(struct client *client);

#endif
