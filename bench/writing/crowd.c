// A crowd of browsers, in one thread: each holds a WebSocket, reads one document, may type in it. Built and run by
// `python -m bench.writing`, which passes `name=value` words; speaks to its parent by lines on stdin and stdout.
//
// What it types are real Yjs updates, written by hand: a paragraph of one's own in the fragment "body", then one letter
// at a time at its end. What it receives is walked to the last letter, so that a latency is one letter at one reader.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;

#define FIRST_CLIENT 0x40000000u  // as long on the wire as those browsers draw
#define SEED_CLIENT 0x3ffffff0u
#define MOST_LETTERS 4096
#define BUCKETS 300000            // of 0.1 ms

// ── What was asked

static int port = 0, letters_a_s = 5, settle_ms = 1000, opening = 64, seed_bytes = 0;
static double secs = 8, drain_s = 6;
static bool hocus = true, cursors = false, moves = false, burst = false, killed_later = false;

// ── The crowd

typedef struct { u8 *data; size_t size, room; } Bytes;

typedef struct {
    char name[80], path[96], *token;
    int doc, number;              // its number among those of its document
    bool types;
    int fd;
    enum { AWAY, CONNECTING, SHAKING, OPEN, GONE } state;
    bool synced, knows_all;
    double asked_at, synced_at;
    Bytes in, out;                // a frame half received; what the kernel did not take yet
    bool watches_out;
    u32 clock;                    // Yjs: how far it wrote
    int letters;
    double *sent_at;              // of each clock
    u32 acked, seen, kept;        // clocks: acknowledged; seen by someone else; found after a restart
    u32 *waiting;                 // clocks whose acknowledgement is awaited, in order
    u32 wait_first, wait_next;
    u32 *knows;                   // of each one of its document
    u32 move, faces;
    u8 *face;                     // whose cursor it knows
    double next;
} Person;

typedef struct { int first, count; } Document;

static Person *people;
static Document *docs;
static int n_people, n_docs, epoll_fd;
static int n_synced, n_knowing, n_gone;
static bool typing, checking;
static u64 latency[BUCKETS + 1], ack_latency[BUCKETS + 1], lag[BUCKETS + 1];
static u64 delivered, frames_in, bytes_in, frames_out, acks, refusals, nonsense, typed, closes;
static int close_codes[5000];
// Time spent asking whether something came.
static double idle;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void die(const char *format, ...) {
    va_list words;
    va_start(words, format);
    fprintf(stderr, "crowd: ");
    vfprintf(stderr, format, words);
    fprintf(stderr, "\n");
    exit(2);
}

static void count(u64 *histogram, double seconds) {
    long bucket = seconds * 10000;
    histogram[bucket < 0 ? 0 : bucket > BUCKETS ? BUCKETS : bucket]++;
}

// The share `part` of `total`; what never came counts as infinite (-1).
static double quantile(u64 *histogram, u64 total, double part) {
    u64 wanted = total * part, sum = 0;
    for (int i = 0; i <= BUCKETS; i++)
        if ((sum += histogram[i]) > wanted) return i / 10.0;
    return -1;
}

static u64 random_state = 88172645463325252ull;
static double chance(void) {
    random_state ^= random_state << 13, random_state ^= random_state >> 7, random_state ^= random_state << 17;
    return (random_state >> 11) / 9007199254740992.0;
}

// ── Bytes

static void add(Bytes *b, const void *data, size_t size) {
    if (b->size + size > b->room) b->data = realloc(b->data, b->room = (b->size + size) * 3 / 2 + 64);
    memcpy(b->data + b->size, data, size);
    b->size += size;
}

static void add_uint(Bytes *b, u64 value) {
    u8 bytes[10];
    int size = 0;
    while (value > 127) bytes[size++] = 128 | (value & 127), value >>= 7;
    bytes[size++] = value;
    add(b, bytes, size);
}

static void add_blob(Bytes *b, const void *data, size_t size) { add_uint(b, size), add(b, data, size); }
static void add_text(Bytes *b, const char *text) { add_blob(b, text, strlen(text)); }

typedef struct { const u8 *at, *end; bool bad; } Reader;

static u64 read_uint(Reader *r) {
    u64 value = 0;
    for (int shift = 0; r->at < r->end && shift < 63; shift += 7) {
        u8 byte = *r->at++;
        value |= (u64)(byte & 127) << shift;
        if (byte < 128) return value;
    }
    r->bad = true;
    return 0;
}

static Reader read_blob(Reader *r) {
    u64 size = read_uint(r);
    if (size > (u64)(r->end - r->at)) r->bad = true, size = 0;
    Reader inner = {r->at, r->at + size, r->bad};
    r->at += size;
    return inner;
}

// ── Sending

static void watch(Person *p, bool out) {
    struct epoll_event event = {.events = EPOLLIN | (out ? EPOLLOUT : 0), .data.ptr = p};
    epoll_ctl(epoll_fd, EPOLL_CTL_MOD, p->fd, &event);
    p->watches_out = out;
}

static void gone(Person *p) {
    if (p->state == GONE) return;
    if (p->synced && !checking) n_gone++;
    p->state = GONE;
    close(p->fd);
}

static void push(Person *p, const u8 *data, size_t size) {
    if (!p->out.size) {
        ssize_t sent = write(p->fd, data, size);
        if (sent < 0 && errno != EAGAIN) { gone(p); return; }
        if (sent > 0) data += sent, size -= sent;
    }
    if (size) {
        add(&p->out, data, size);
        if (!p->watches_out) watch(p, true);
    }
}

static void send_frame(Person *p, int opcode, const u8 *body, size_t size) {
    static Bytes frame;
    static const u8 key[4] = {0x37, 0xfa, 0x21, 0x3d};
    frame.size = 0;
    u8 head[14] = {128 | opcode};
    int length = 2;
    if (size < 126) head[1] = 128 | size;
    else if (size < 65536) head[1] = 128 | 126, head[2] = size >> 8, head[3] = size, length = 4;
    else {
        head[1] = 128 | 127;
        for (int i = 0; i < 8; i++) head[2 + i] = (u64)size >> (56 - 8 * i);
        length = 10;
    }
    memcpy(head + length, key, 4);
    add(&frame, head, length + 4);
    add(&frame, body, size);
    for (size_t i = 0; i < size; i++) frame.data[length + 4 + i] ^= key[i & 3];
    frames_out++;
    push(p, frame.data, frame.size);
}

static Bytes message;

static void begin(Person *p, int kind) {
    message.size = 0;
    if (hocus) add_text(&message, p->name);
    add_uint(&message, kind);
}

static void end(Person *p) { send_frame(p, 2, message.data, message.size); }

static void send_sync(Person *p, int step, const u8 *body, size_t size) {
    begin(p, 0);
    add_uint(&message, step);
    add_blob(&message, body, size);
    end(p);
}

static void send_cursor(Person *p) {
    static Bytes states;
    char text[160];
    states.size = 0;
    p->move++;
    snprintf(text, sizeof text, "{\"user\":{\"name\":\"Personne %d\",\"color\":\"#a06010\"},\"cursor\":{\"anchor\":%u,\"head\":%u}}",
             (int)(p - people), p->move, p->move);
    add_uint(&states, 1), add_uint(&states, FIRST_CLIENT + (p - people)), add_uint(&states, p->move), add_text(&states, text);
    begin(p, 1);
    add_blob(&message, states.data, states.size);
    end(p);
}

static void greet(Person *p) {
    static const u8 empty_state[1] = {0};
    if (hocus) {
        begin(p, 2);
        add_uint(&message, 0), add_text(&message, p->token), add_text(&message, "4.0.0");
        end(p);
    }
    send_sync(p, 0, empty_state, 1);
    send_cursor(p);  // browsers say at once that they are here
}

// ── Typing

static void type_letter(Person *p, double at) {
    static Bytes update;
    u32 client = FIRST_CLIENT + (p - people), before = p->clock;
    char letter = "une abeille ne fait pas l essaim "[p->letters % 33];
    update.size = 0;
    add_uint(&update, 1), add_uint(&update, before ? 1 : 3), add_uint(&update, client), add_uint(&update, before);
    if (!before) {
        add(&update, "\x07\x01", 2), add_text(&update, "body"), add(&update, "\x03", 1), add_text(&update, "paragraph");
        add(&update, "\x07\x00", 2), add_uint(&update, client), add(&update, "\x00\x06", 2);
        add(&update, "\x04\x00", 2), add_uint(&update, client), add(&update, "\x01", 1);
        p->clock = 3;
    } else {
        add(&update, "\x84", 1), add_uint(&update, client), add_uint(&update, before - 1);
        p->clock++;
    }
    add_blob(&update, &letter, 1);
    add(&update, "\x00", 1);
    p->letters++;
    typed++;
    if (p->clock > MOST_LETTERS) die("too many letters");
    for (u32 c = before; c < p->clock; c++) p->sent_at[c] = at;
    p->waiting[p->wait_next++ % MOST_LETTERS] = p->clock;
    send_sync(p, 2, update.data, update.size);
    if (moves) send_cursor(p);
}

static void seed(Person *p) {
    static Bytes update;
    u32 clock = 0, last = 0;
    int left = seed_bytes;
    while (left > 0) {
        int paragraphs = 0;
        Bytes structs = {0};
        u32 from = clock;
        for (; paragraphs < 50 && left > 0; paragraphs++) {
            char words[101];
            for (int i = 0; i < 100; i++) words[i] = "abcdefghij klmno pqrst uvwxyz "[(i * 7 + clock) % 30];
            words[100] = 0;
            size_t began = structs.size;
            if (clock) add(&structs, "\x87", 1), add_uint(&structs, SEED_CLIENT), add_uint(&structs, last);
            else add(&structs, "\x07\x01", 2), add_text(&structs, "body");
            add(&structs, "\x03", 1), add_text(&structs, "paragraph");
            add(&structs, "\x07\x00", 2), add_uint(&structs, SEED_CLIENT), add_uint(&structs, clock), add(&structs, "\x06", 1);
            add(&structs, "\x04\x00", 2), add_uint(&structs, SEED_CLIENT), add_uint(&structs, clock + 1), add_text(&structs, words);
            last = clock;
            clock += 102;
            left -= structs.size - began;
        }
        update.size = 0;
        add_uint(&update, 1), add_uint(&update, paragraphs * 3), add_uint(&update, SEED_CLIENT), add_uint(&update, from);
        add(&update, structs.data, structs.size);
        add(&update, "\x00", 1);
        free(structs.data);
        send_sync(p, 2, update.data, update.size);
    }
}

// ── Hearing

typedef struct { u32 client, from, to; } Span;
static struct { Bytes body; Span *spans; int n, room; bool bad; } parsed;

// Walk an update to know up to where each client wrote in it. The same bytes come to every reader: walked once.
static bool walk(Reader r) {
    size_t size = r.end - r.at;
    if (size == parsed.body.size && !memcmp(parsed.body.data, r.at, size)) return !parsed.bad;
    parsed.body.size = 0;
    add(&parsed.body, r.at, size);
    parsed.n = 0;
    for (u64 clients = read_uint(&r); clients && !r.bad; clients--) {
        u64 structs = read_uint(&r), client = read_uint(&r), clock = read_uint(&r), from = clock;
        for (; structs && !r.bad; structs--) {
            if (r.at >= r.end) { r.bad = true; break; }
            u8 info = *r.at++, kind = info & 31;
            if (kind == 10) { clock += read_uint(&r); from = clock; continue; }
            if (kind == 0) { clock += read_uint(&r); continue; }
            if (info & 128) read_uint(&r), read_uint(&r);
            if (info & 64) read_uint(&r), read_uint(&r);
            if (!(info & 192)) {
                if (read_uint(&r) == 1) read_blob(&r);
                else read_uint(&r), read_uint(&r);
                if (info & 32) read_blob(&r);
            }
            if (kind == 1) clock += read_uint(&r);
            else if (kind == 4) { Reader text = read_blob(&r); clock += text.end - text.at; }
            else if (kind == 7) {
                u64 type = read_uint(&r);
                if (type == 3 || type == 5) read_blob(&r);
                clock++;
            } else r.bad = true;
        }
        if (parsed.n == parsed.room) parsed.spans = realloc(parsed.spans, (parsed.room = parsed.room * 2 + 64) * sizeof(Span));
        parsed.spans[parsed.n++] = (Span){client, from, clock};
    }
    return !(parsed.bad = r.bad);
}

static void hear_update(Person *p, Reader r) {
    if (!walk(r)) { nonsense++; return; }
    double at = now();
    Document *doc = &docs[p->doc];
    for (int i = 0; i < parsed.n; i++) {
        Span *span = &parsed.spans[i];
        long who = (long)span->client - FIRST_CLIENT;
        if (who < doc->first || who >= doc->first + doc->count) continue;
        Person *writer = &people[who];
        if (checking) { if (writer->kept < span->to) writer->kept = span->to; continue; }
        if (writer == p) continue;
        u32 *knows = &p->knows[who - doc->first];
        if (span->from > *knows) { continue; }  // a gap: not counted as delivered
        for (u32 clock = *knows < 3 ? 2 : *knows; clock < span->to; clock++) {
            count(latency, at - writer->sent_at[clock]);
            delivered++;
        }
        if (*knows < span->to) *knows = span->to;
        if (writer->seen < span->to) writer->seen = span->to;
    }
}

static void hear_cursors(Person *p, Reader r) {
    if (!cursors) return;
    Document *doc = &docs[p->doc];
    for (u64 n = read_uint(&r); n && !r.bad; n--) {
        long who = (long)read_uint(&r) - FIRST_CLIENT - doc->first;
        read_uint(&r);
        read_blob(&r);
        if (who >= 0 && who < doc->count && !p->face[who]) p->face[who] = 1, p->faces++;
    }
    // A server need not send one's own cursor back.
    if (!p->knows_all && (int)p->faces + !p->face[p->number] == doc->count) p->knows_all = true, n_knowing++;
}

static void hear_sync(Person *p, Reader *r) {
    static const u8 nothing[2] = {0, 0};
    u64 step = read_uint(r);
    Reader body = read_blob(r);
    if (step == 0) {
        send_sync(p, 1, nothing, 2);
        p->waiting[p->wait_next++ % MOST_LETTERS] = 0;
        return;
    }
    hear_update(p, body);
    if (step == 1 && !p->synced) p->synced = true, p->synced_at = now(), n_synced++;
}

static void hear_message(Person *p, Reader r) {
    if (hocus) {
        if (r.end - r.at == 1 && *r.at == 9) { u8 pong = 10; send_frame(p, 2, &pong, 1); return; }
        read_blob(&r);
    }
    u64 kind = read_uint(&r);
    if (kind == 0 || (hocus && kind == 4)) hear_sync(p, &r);
    else if (kind == 1) hear_cursors(p, read_blob(&r));
    else if (hocus && kind == 2) { if (read_uint(&r) == 1) die("a pass was refused: %.*s", (int)(r.end - r.at), r.at); }
    else if (hocus && kind == 8) {
        if (!read_uint(&r)) refusals++;
        if (p->wait_first < p->wait_next) {
            u32 clock = p->waiting[p->wait_first++ % MOST_LETTERS];
            if (clock) {
                acks++;
                p->acked = clock;
                count(ack_latency, now() - p->sent_at[clock - 1]);
            }
        }
    }
    if (r.bad) nonsense++;
}

// Reads whole frames; gives how many bytes they took.
static size_t hear_frames(Person *p, u8 *data, size_t size) {
    size_t at = 0;
    while (size - at >= 2 && p->state == OPEN) {
        u8 *frame = data + at;
        size_t length = frame[1] & 127, head = 2;
        if (length == 126) {
            if (size - at < 4) break;
            length = frame[2] << 8 | frame[3], head = 4;
        } else if (length == 127) {
            if (size - at < 10) break;
            length = 0;
            for (int i = 0; i < 8; i++) length = length << 8 | frame[2 + i];
            head = 10;
        }
        if (size - at < head + length) break;
        at += head + length;
        frames_in++;
        int opcode = frame[0] & 15;
        if (!(frame[0] & 128)) die("a server that splits its frames");
        if (opcode == 2) hear_message(p, (Reader){frame + head, frame + head + length, false});
        else if (opcode == 9) send_frame(p, 10, frame + head, length);
        else if (opcode == 8) {
            closes++;
            if (length >= 2) close_codes[(frame[head] << 8 | frame[head + 1]) % 5000]++;
            gone(p);
        }
    }
    return at;
}

static void hear(Person *p) {
    static u8 scratch[1 << 20];
    ssize_t size = read(p->fd, scratch, sizeof scratch);
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) { gone(p); return; }
    bytes_in += size;
    u8 *data = scratch;
    size_t left = size;
    if (p->in.size) {
        add(&p->in, scratch, size);
        data = p->in.data, left = p->in.size;
    }
    size_t took = 0;
    if (p->state == SHAKING) {
        u8 *over = memmem(data, left, "\r\n\r\n", 4);
        if (over) {
            if (memcmp(data, "HTTP/1.1 101", 12)) die("the server answered: %.200s", data);
            took = over + 4 - data;
            p->state = OPEN;
            greet(p);
        }
    }
    if (p->state == OPEN) took += hear_frames(p, data + took, left - took);
    if (p->in.size) {
        memmove(p->in.data, p->in.data + took, p->in.size - took);
        p->in.size -= took;
    } else if (took < left) add(&p->in, data + took, left - took);
}

// ── Coming

static void come(Person *p) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    p->asked_at = now();
    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (p->fd < 0) die("no more sockets: raise ulimit -n");
    setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    p->state = CONNECTING;
    p->in.size = p->out.size = 0;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = p};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, p->fd, &event);
    p->watches_out = true;
    if (connect(p->fd, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS) die("connect: %s", strerror(errno));
}

static void shake(Person *p) {
    char text[512];
    int size = snprintf(text, sizeof text,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", p->path, port, port);
    p->state = SHAKING;
    push(p, (u8 *)text, size);
}

// Ask again and again: a crowd that slept would be woken by the server's own core, at each letter of each reader. The
// computers of real readers wake themselves up.
static int awake(struct epoll_event *events, int most, double until) {
    double began = now(), at = began;
    int n;
    while ((n = epoll_wait(epoll_fd, events, most, 0)) == 0 && (at = now()) < until)
        ;
    idle += at - began;
    return n;
}

static int asleep(struct epoll_event *events, int most, double until) {
    double wait = until - now();
    struct timespec t = {wait > 0 ? (time_t)wait : 0, wait > 0 ? (long)((wait - (time_t)wait) * 1e9) : 0};
    return epoll_pwait2(epoll_fd, events, most, &t, NULL);
}

// One turn: whatever the sockets have, waiting at most until `until`.
static void turn(double until) {
    static struct epoll_event events[1024];
    int n = (typing ? awake : asleep)(events, 1024, until);
    for (int i = 0; i < n; i++) {
        Person *p = events[i].data.ptr;
        if (p->state == GONE) continue;
        if (events[i].events & EPOLLOUT) {
            if (p->state == CONNECTING) shake(p);
            if (p->state != GONE && p->out.size) {
                ssize_t sent = write(p->fd, p->out.data, p->out.size);
                if (sent < 0 && errno != EAGAIN) { gone(p); continue; }
                if (sent > 0) memmove(p->out.data, p->out.data + sent, p->out.size -= sent);
            }
            if (p->state != GONE && !p->out.size && p->watches_out) watch(p, false);
        }
        if (p->state != GONE && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) hear(p);
    }
}

static void rest(double seconds) {
    double until = now() + seconds;
    while (now() < until) turn(until);
}

static void all_come(void) {
    double deadline = now() + 20;
    int next = 0;
    if (seed_bytes) {
        // The first of each document brings the text; the others come when it is kept.
        for (int d = 0; d < n_docs; d++) {
            Person *p = &people[docs[d].first];
            come(p);
            while (!p->synced && now() < deadline) turn(now() + 0.01);
            seed(p);
        }
        rest(2.0);
    }
    double began = now();
    int awaited = n_synced;
    while ((n_synced < n_people || (cursors && n_knowing < n_people)) && now() < deadline) {
        while (next < n_people && (burst || awaited - n_synced < opening)) {
            if (people[next].state == AWAY) come(&people[next]), awaited++;
            next++;
        }
        turn(now() + 0.01);
    }
    double last = 0, slowest = 0, knowing = cursors ? now() - began : 0;
    for (int i = 0; i < n_people; i++)
        if (people[i].synced && people[i].asked_at >= began) {
            if (people[i].synced_at - began > last) last = people[i].synced_at - began;
            if (people[i].synced_at - people[i].asked_at > slowest) slowest = people[i].synced_at - people[i].asked_at;
        }
    printf("come {\"people\": %d, \"synced\": %d, \"last_s\": %.4f, \"slowest_s\": %.4f, \"cursors_s\": %.4f, \"knowing\": %d}\n",
           n_people, n_synced, last, slowest, knowing, n_knowing);
    fflush(stdout);
}

// ── Typing together

static int *heap, heap_n;
static void heap_down(int at) {
    for (;;) {
        int child = at * 2 + 1;
        if (child >= heap_n) return;
        if (child + 1 < heap_n && people[heap[child + 1]].next < people[heap[child]].next) child++;
        if (people[heap[at]].next <= people[heap[child]].next) return;
        int swap = heap[at];
        heap[at] = heap[child], heap[child] = swap;
        at = child;
    }
}

static double busy(void) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6 - idle;
}

static void type_together(void) {
    double start = now(), stop = start + secs;
    heap = malloc(n_people * sizeof *heap);
    for (int i = 0; i < n_people; i++) {
        Person *p = &people[i];
        p->wait_first = p->wait_next;  // what was awaited before was not typed
        if (!p->types || p->state != OPEN) continue;
        p->next = start + chance() / letters_a_s;
        heap[heap_n++] = i;
    }
    for (int i = heap_n / 2; i >= 0; i--) heap_down(i);
    u64 frames = frames_in, bytes = bytes_in, out = frames_out;
    double work = busy();
    printf("typing\n"), fflush(stdout);
    typing = true;
    while (now() < stop && !(killed_later && n_gone * 2 > n_people)) {
        double at = now();
        for (int burst = 0; heap_n && people[heap[0]].next <= at && burst < 200; burst++) {
            Person *p = &people[heap[0]];
            if (p->state == OPEN) {
                double sent = now();
                count(lag, sent - p->next);
                type_letter(p, sent);
            }
            p->next += (0.5 + chance()) / letters_a_s;
            heap_down(0);
        }
        turn(heap_n && people[heap[0]].next < stop ? people[heap[0]].next : at + 0.01);
    }
    typing = false;
    double took = now() - start;
    u64 lags = 0;
    for (int i = 0; i <= BUCKETS; i++) lags += lag[i];
    printf("typed {\"seconds\": %.3f, \"letters\": %lu, \"frames_in\": %lu, \"bytes_in\": %lu, \"frames_out\": %lu, "
           "\"busy\": %.3f, \"lag_p99_ms\": %.1f, \"gone\": %d}\n",
           took, typed, frames_in - frames, bytes_in - bytes, frames_out - out, (busy() - work) / took,
           quantile(lag, lags, 0.99), n_gone);
    fflush(stdout);
    u64 expected = 0;
    for (int i = 0; i < n_people; i++) expected += (u64)people[i].letters * (docs[people[i].doc].count - 1);
    double until = now() + drain_s;
    while (!killed_later && now() < until && (delivered < expected || (hocus && acks < typed))) turn(now() + 0.01);
    u64 acked = 0;
    for (int i = 0; i <= BUCKETS; i++) acked += ack_latency[i];
    printf("heard {\"expected\": %lu, \"delivered\": %lu, \"p50\": %.1f, \"p95\": %.1f, \"p99\": %.1f, \"acks\": %lu, "
           "\"ack_p50\": %.1f, \"ack_p95\": %.1f, \"refused\": %lu, \"nonsense\": %lu, \"closed\": %lu, \"gone\": %d, \"codes\": {",
           expected, delivered, quantile(latency, expected, 0.5), quantile(latency, expected, 0.95),
           quantile(latency, expected, 0.99), acks, quantile(ack_latency, acked, 0.5), quantile(ack_latency, acked, 0.95),
           refusals, nonsense, closes, n_gone);
    for (int i = 0, some = 0; i < 5000; i++) if (close_codes[i]) printf("%s\"%d\": %d", some++ ? ", " : "", i, close_codes[i]);
    printf("}}\n");
    fflush(stdout);
}

// After the server was killed and started again: is what was seen or acknowledged still there?
static void check(void) {
    double died = now();
    char line[100];
    if (!fgets(line, sizeof line, stdin)) exit(1);
    port = atoi(line);
    checking = true;
    // What is acknowledged to the one who comes back to look was not acknowledged before.
    u32 *acked_then = malloc(n_people * sizeof *acked_then);
    for (int i = 0; i < n_people; i++) acked_then[i] = people[i].acked;
    for (int i = 0; i < n_people; i++) if (people[i].state != GONE) gone(&people[i]);
    u64 seen = 0, acked = 0, lost = 0;
    double oldest = died;
    for (int d = 0; d < n_docs; d++) {
        Person *p = &people[docs[d].first];
        p->synced = false;
        p->in.size = p->out.size = 0;
        come(p);
        double deadline = now() + 15;
        while (!p->synced && now() < deadline) {
            if (p->state == GONE) rest(0.2), come(p);
            turn(now() + 0.01);
        }
        if (!p->synced) die("the document did not come back");
        rest(2.0);  // some answer before they have read their store, and tell the rest afterwards
    }
    for (int i = 0; i < n_people; i++) {
        Person *w = &people[i];
        if (!w->letters) continue;
        // The first two clocks are the paragraph.
        u32 was_seen = w->seen > 2 ? w->seen - 2 : 0, was_acked = acked_then[i] > 2 ? acked_then[i] - 2 : 0;
        u32 is_kept = w->kept > 2 ? w->kept - 2 : 0, should = was_seen > was_acked ? was_seen : was_acked;
        seen += was_seen, acked += was_acked;
        if (should <= is_kept) continue;
        lost += should - is_kept;
        if (w->sent_at[is_kept + 2] < oldest) oldest = w->sent_at[is_kept + 2];
    }
    printf("kept {\"seen\": %lu, \"acked\": %lu, \"lost\": %lu, \"lost_s\": %.2f}\n", seen, acked, lost, died - oldest);
    fflush(stdout);
}

// ── The words of the command; people come as lines on stdin: document, path, token, types (0 or 1); then an empty line.

static void read_people(void) {
    static char line[8192], name[100], path[100], token[6000];
    int room = 0, types;
    while (fgets(line, sizeof line, stdin) && line[0] != '\n') {
        if (sscanf(line, "%99s %99s %5999s %d", name, path, token, &types) != 4) die("not a person: %s", line);
        if (n_people == room) people = realloc(people, (room = room * 2 + 64) * sizeof *people);
        Person *p = &people[n_people];
        memset(p, 0, sizeof *p);
        snprintf(p->name, sizeof p->name, "%.79s", name), snprintf(p->path, sizeof p->path, "%.95s", path);
        p->token = strdup(token);
        p->types = types;
        if (!n_docs || strcmp(people[docs[n_docs - 1].first].name, name)) {
            docs = realloc(docs, (n_docs + 1) * sizeof *docs);
            docs[n_docs++] = (Document){n_people, 0};
        }
        p->doc = n_docs - 1;
        p->number = docs[n_docs - 1].count++;
        n_people++;
    }
    for (int i = 0; i < n_people; i++) {
        Person *p = &people[i];
        p->sent_at = calloc(MOST_LETTERS + 1, sizeof *p->sent_at);
        p->waiting = calloc(MOST_LETTERS, sizeof *p->waiting);
        p->knows = calloc(docs[p->doc].count, sizeof *p->knows);
        p->face = calloc(docs[p->doc].count, 1);
    }
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value) die("name=value was expected: %s", argv[i]);
        *value++ = 0;
        if (!strcmp(argv[i], "port")) port = atoi(value);
        else if (!strcmp(argv[i], "framing")) hocus = !strcmp(value, "hocuspocus");
        else if (!strcmp(argv[i], "letters")) letters_a_s = atoi(value);
        else if (!strcmp(argv[i], "seconds")) secs = atof(value);
        else if (!strcmp(argv[i], "drain")) drain_s = atof(value);
        else if (!strcmp(argv[i], "opening")) opening = atoi(value);
        else if (!strcmp(argv[i], "seed")) seed_bytes = atoi(value);
        else if (!strcmp(argv[i], "cursors")) cursors = atoi(value);
        else if (!strcmp(argv[i], "moves")) moves = atoi(value);
        else if (!strcmp(argv[i], "burst")) burst = atoi(value);
        else if (!strcmp(argv[i], "killed")) killed_later = atoi(value);
        else die("unknown word: %s", argv[i]);
    }
    epoll_fd = epoll_create1(0);
    read_people();
    all_come();
    rest(settle_ms / 1000.0);
    if (secs > 0) type_together();
    if (killed_later) check();
    return 0;
}
