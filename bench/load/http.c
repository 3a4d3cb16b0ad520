/* HTTP/1.1 client: one keep-alive socket. TARGET is a port of this machine; a request is "path[<TAB>header]"; MORE are headers. */
#define _GNU_SOURCE
#include "fixed_work.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE_S = 180, BUFFER = 1 << 18, LONGEST_LINE = 1 << 16 };

struct client {
    int port, socket; /* socket -1: not connected */
    char headers[4096];
    char buffer[BUFFER];
    size_t at, held; /* what of the buffer was received and is not read yet */
};

struct client *client_open(const char *target, char **more)
{
    struct client *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->port = atoi(target);
    c->socket = -1;
    for (; *more; more++)
        strcat(strcat(c->headers, *more), "\r\n");
    return c;
}

static void hang_up(struct client *c)
{
    if (c->socket >= 0)
        close(c->socket);
    c->socket = -1;
    c->at = c->held = 0;
}

void client_close(struct client *c)
{
    hang_up(c);
    free(c);
}

static int dial(struct client *c)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(c->port)};
    struct timeval patience = {PATIENCE_S, 0};
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->socket = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(c->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(c->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (!connect(c->socket, (struct sockaddr *)&address, sizeof address))
        return 0;
    hang_up(c);
    return -1;
}

static int fill(struct client *c)
{
    ssize_t got = recv(c->socket, c->buffer, BUFFER, 0);
    c->at = 0;
    c->held = got > 0 ? (size_t)got : 0;
    return got > 0 ? 0 : -1;
}

/* One line without its end; -1 when the connection ends first or the line is too long. */
static int read_line(struct client *c, char *line)
{
    for (size_t n = 0; n < LONGEST_LINE - 1;) {
        if (c->at == c->held && fill(c))
            return -1;
        char byte = c->buffer[c->at++];
        if (byte == '\n') {
            line[n] = 0;
            return 0;
        }
        if (byte != '\r')
            line[n++] = byte;
    }
    return -1;
}

static int skip(struct client *c, long bytes)
{
    while (bytes > 0) {
        if (c->at == c->held && fill(c))
            return -1;
        long here = (long)(c->held - c->at) < bytes ? (long)(c->held - c->at) : bytes;
        c->at += here;
        bytes -= here;
    }
    return 0;
}

static long skip_chunks(struct client *c, char *line)
{
    for (long bytes = 0;;) {
        if (read_line(c, line))
            return -1;
        long chunk = strtol(line, NULL, 16);
        if (chunk == 0) { /* trailers, then the empty line */
            do
                if (read_line(c, line))
                    return -1;
            while (*line);
            return bytes;
        }
        if (skip(c, chunk) || read_line(c, line))
            return -1;
        bytes += chunk;
    }
}

static long skip_to_the_end(struct client *c)
{
    long bytes = 0;
    do {
        bytes += (long)(c->held - c->at);
    } while (!fill(c));
    return bytes;
}

static struct outcome read_response(struct client *c)
{
    char line[LONGEST_LINE];
    long length = -1;
    int chunked = 0, closes = 0;
    struct outcome lost = {-1, 0};
    if (read_line(c, line) || strlen(line) < 12)
        return lost;
    int status = atoi(line + 9);
    for (;;) {
        if (read_line(c, line))
            return lost;
        if (!*line)
            break;
        if (!strncasecmp(line, "content-length:", 15))
            length = atol(line + 15);
        else if (!strncasecmp(line, "transfer-encoding:", 18))
            chunked = strcasestr(line, "chunked") != NULL;
        else if (!strncasecmp(line, "connection:", 11))
            closes = strcasestr(line, "close") != NULL;
    }
    if (status == 204 || status == 304)
        length = 0;
    else if (chunked)
        length = skip_chunks(c, line);
    else if (length < 0) {
        length = skip_to_the_end(c);
        closes = 1;
    } else if (skip(c, length))
        return lost;
    if (length < 0)
        return lost;
    if (closes)
        hang_up(c);
    return (struct outcome){status, length};
}

struct outcome client_ask(struct client *c, const char *request)
{
    char text[8192];
    const char *tab = strchr(request, '\t');
    int path = tab ? (int)(tab - request) : (int)strlen(request);
    int length = snprintf(text, sizeof text, "GET %.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s%s\r\n", path, request, c->port,
                          c->headers, tab ? tab + 1 : "", tab ? "\r\n" : "");
    struct outcome outcome = {-1, 0};
    for (int tries = 0; tries < 2; tries++) { /* a server may have closed a kept connection: once more on a new one */
        int kept = c->socket >= 0;
        if (!kept && dial(c))
            return outcome;
        if (send(c->socket, text, length, MSG_NOSIGNAL) == length)
            outcome = read_response(c);
        if (outcome.status >= 0)
            return outcome;
        hang_up(c);
        if (!kept)
            return outcome;
    }
    return outcome;
}
