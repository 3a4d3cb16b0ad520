/* Fixed work: REQUESTS requests, cycling through LIST in order, shared out among CONNECTIONS threads.
 *
 *   PROGRAM TARGET LIST CONNECTIONS REQUESTS MAX_SECONDS [MORE...]
 *
 * LIST: one "key<TAB>request" a line. Prints the seconds it took, then one "key,microseconds,status,bytes" a request.
 * After MAX_SECONDS no further request is begun. C, because Python cannot keep two cores busy honestly.
 */
#define _GNU_SOURCE
#include "fixed_work.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct line {
    char *key, *request;
};
struct record {
    int line, microseconds;
    struct outcome outcome;
};

static struct line *lines;
static int line_count, total;
static struct record *records;
static atomic_int next_request, record_count;
static double end_at;
static const char *target;
static char **more;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void *memory(void *given)
{
    if (!given) {
        perror("memory");
        exit(2);
    }
    return given;
}

static void read_list(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        perror(path);
        exit(2);
    }
    char *text = NULL;
    size_t room = 0;
    ssize_t length;
    while ((length = getline(&text, &room, file)) > 0) {
        if (text[length - 1] == '\n')
            text[length - 1] = 0;
        char *tab = strchr(text, '\t');
        if (!tab)
            continue;
        *tab = 0;
        lines = memory(realloc(lines, (line_count + 1) * sizeof *lines));
        lines[line_count].key = memory(strdup(text));
        lines[line_count++].request = memory(strdup(tab + 1));
    }
    free(text);
    fclose(file);
    if (!line_count) {
        fprintf(stderr, "%s holds no request\n", path);
        exit(2);
    }
}

static void *work(void *unused)
{
    struct client *client = client_open(target, more);
    int i;
    while ((i = atomic_fetch_add(&next_request, 1)) < total && now() < end_at) {
        double began = now();
        struct outcome outcome = client_ask(client, lines[i % line_count].request);
        int took = (int)((now() - began) * 1e6);
        records[atomic_fetch_add(&record_count, 1)] = (struct record){i % line_count, took, outcome};
    }
    client_close(client);
    return unused;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "%s TARGET LIST CONNECTIONS REQUESTS MAX_SECONDS [MORE...]\n", argv[0]);
        return 2;
    }
    target = argv[1];
    read_list(argv[2]);
    int connections = atoi(argv[3]);
    total = atoi(argv[4]);
    more = argv + 6;
    records = memory(calloc(total + 1, sizeof *records));
    pthread_t *threads = memory(calloc(connections, sizeof *threads));
    double began = now();
    end_at = began + atof(argv[5]);
    for (int i = 0; i < connections; i++)
        if (pthread_create(&threads[i], NULL, work, NULL)) {
            perror("thread");
            return 2;
        }
    for (int i = 0; i < connections; i++)
        pthread_join(threads[i], NULL);
    printf("%.6f\n", now() - began);
    for (int i = 0; i < record_count; i++)
        printf("%s,%d,%d,%ld\n", lines[records[i].line].key, records[i].microseconds, records[i].outcome.status,
               records[i].outcome.bytes);
    return 0;
}
