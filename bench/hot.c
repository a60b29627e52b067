/* The two loops of the bench that Python would be too slow for: its own cost must not be measured.
 * A message bears a marker, '~' 8 hex (run and number) 16 hex (nanoseconds) '~'; one marker found in
 * a client's bytes is one delivery. Nothing else of the stream is parsed. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MARK = 26, BUFFER = 1 << 18, BATCH = 1024 };

struct plan { int32_t readers, senders, window, run, fan; double rate, seconds, patience; };
struct tally { int64_t sent, delivered, bytes, closed, cut, recorded; double span; };

static int64_t now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* One send() of the same ready bytes to each socket: the yardstick. Nanoseconds of this thread's CPU. */
int64_t write_room(const int *fds, int count, const char *frame, int size) {
    int64_t began = now(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < count; i++)
        if (send(fds[i], frame, (size_t)size, MSG_NOSIGNAL) != size) return -1;
    return now(CLOCK_THREAD_CPUTIME_ID) - began;
}

/* The yardstick's reader: reads and counts as the load does, asleep whenever there is nothing, until
 * everybody has closed. Waking a reader is a good part of what a send() costs. */
void swallow(const int *fds, int count, volatile int64_t *got) {
    int poll = epoll_create1(0);
    char *buffer = malloc(BUFFER);
    struct epoll_event ready[BATCH];
    for (int i = 0; i < count; i++) {
        struct epoll_event event = { .events = EPOLLIN, .data.fd = fds[i] };
        epoll_ctl(poll, EPOLL_CTL_ADD, fds[i], &event);
    }
    while (count > 0) {
        int found = epoll_wait(poll, ready, BATCH, -1);
        for (int i = 0; i < found; i++) {
            ssize_t n = recv(ready[i].data.fd, buffer, BUFFER, MSG_DONTWAIT);
            if (n > 0) *got += n;
            else if (n == 0 || errno != EAGAIN) { close(ready[i].data.fd); count--; }
        }
    }
    close(poll); free(buffer);
}

static void put_hex(char *at, uint64_t value, int signs) {
    while (signs--) { at[signs] = "0123456789abcdef"[value & 15]; value >>= 4; }
}

static int get_hex(const char *at, int signs, uint64_t *value) {
    for (*value = 0; signs--; at++) {
        int digit = *at >= '0' && *at <= '9' ? *at - '0' : *at >= 'a' && *at <= 'f' ? *at - 'a' + 10 : -1;
        if (digit < 0) return 0;
        *value = *value << 4 | (uint64_t)digit;
    }
    return 1;
}

static int say(int fd, char *text, int size, int marker, int run, int64_t number) {
    put_hex(text + marker + 1, (uint64_t)run << 24 | (uint64_t)(number & 0xffffff), 8);
    put_hex(text + marker + 9, (uint64_t)now(CLOCK_MONOTONIC), 16);
    for (int done = 0; done < size;) {
        ssize_t n = send(fd, text + done, (size_t)(size - done), MSG_NOSIGNAL);
        if (n <= 0) return 0;
        done += (int)n;
    }
    return 1;
}

/* Markers of this run in `text`; what may be the head of one is kept for the next time in `carry`. */
static void hear(char *text, int64_t size, char *carry, uint8_t *carried, const struct plan *plan,
                 struct tally *tally, uint32_t *waits, int64_t room, int64_t at) {
    char *end = text + size, *p = text;
    *carried = 0;
    while (p < end && (p = memchr(p, '~', (size_t)(end - p)))) {
        uint64_t number, then;
        if (end - p < MARK) { *carried = (uint8_t)(end - p); memcpy(carry, p, *carried); return; }
        if (p[MARK - 1] != '~' || !get_hex(p + 1, 8, &number) || !get_hex(p + 9, 16, &then)) { p++; continue; }
        if ((int)(number >> 24) == plan->run) {
            waits[tally->recorded++ % room] = (uint32_t)((at - (int64_t)then) / 1000);
            tally->delivered++;
        }
        p += MARK;
    }
}

/* Open loop (`rate` messages a second) or closed (`window` in flight; one is in flight until everybody
 * has it). Fills `waits` with microseconds from send to receive, over and over when it is full. */
int pump(const int *fds, const int *from, char **texts, const int *sizes, const int *markers,
         const struct plan *plan, uint32_t *waits, int64_t room, struct tally *tally) {
    int poll = epoll_create1(0);
    char *base = malloc(MARK + BUFFER), (*carry)[MARK] = calloc((size_t)plan->readers, MARK);
    uint8_t *carried = calloc((size_t)plan->readers, 1);
    struct epoll_event ready[BATCH];
    for (int i = 0; i < plan->readers; i++) {
        struct epoll_event event = { .events = EPOLLIN, .data.u32 = (uint32_t)i };
        epoll_ctl(poll, EPOLL_CTL_ADD, fds[i], &event);
    }
    int64_t began = now(CLOCK_MONOTONIC), last = began;
    int64_t quiet = began + (int64_t)(plan->seconds * 1e9), end = quiet + (int64_t)(plan->patience * 1e9);
    for (;;) {
        int64_t t = now(CLOCK_MONOTONIC);
        if (t >= end || (t >= quiet && tally->delivered >= tally->sent * plan->fan)) break;
        int64_t due = plan->rate > 0 ? (int64_t)((double)(t - began) * 1e-9 * plan->rate) + 1 - tally->sent
                                     : plan->window - (tally->sent - tally->delivered / plan->fan);
        for (; t < quiet && due > 0; due--) {
            int s = (int)(tally->sent % plan->senders);
            if (!say(from[s], texts[s], sizes[s], markers[s], plan->run, tally->sent)) { tally->cut++; break; }
            tally->sent++;
        }
        int count = epoll_wait(poll, ready, BATCH, 1);
        for (int i = 0; i < count; i++) {
            uint32_t c = ready[i].data.u32;
            memcpy(base + MARK - carried[c], carry[c], carried[c]);
            ssize_t n = recv(fds[c], base + MARK, BUFFER, MSG_DONTWAIT);
            if (n < 0 && errno == EAGAIN) continue;
            if (n <= 0) { tally->closed++; epoll_ctl(poll, EPOLL_CTL_DEL, fds[c], 0); continue; }
            int64_t before = tally->delivered;
            tally->bytes += n;
            t = now(CLOCK_MONOTONIC);
            hear(base + MARK - carried[c], n + carried[c], carry[c], &carried[c], plan, tally, waits, room, t);
            if (tally->delivered > before) last = t;
        }
    }
    tally->span = (double)(last - began) * 1e-9;
    close(poll); free(base); free(carry); free(carried);
    return 0;
}
