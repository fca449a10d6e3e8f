/* Preloaded into a saving process: writes down, in order, every change it makes to files of one folder.

   One record: kind (1 byte), length of the path (4), offset (8), length of the data (4), path, data.
   Kinds: W write, T truncate, S sync, U unlink, A acknowledgement (a write to a file named "acknowledged").
   Shared memory (-shm) is not on the disk and is left out. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static const char *folder;

static void begin(void) {
    if (journal >= 0) return;
    folder = getenv("RECORD_FOLDER");
    int (*real_open)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    journal = real_open(getenv("RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int wanted(const char *path) {
    return folder && !strncmp(path, folder, strlen(folder)) && !strstr(path, "-shm");
}

static int path_of(int fd, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, room - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return wanted(path);
}

static int acknowledges(const char *path) {
    const char *name = strrchr(path, '/');
    return name && !strcmp(name, "/acknowledged");
}

static void put(char kind, const char *path, int64_t offset, const void *data, uint32_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    uint32_t path_length = strlen(path);
    size_t total = 17 + path_length + length;
    char *record = malloc(total);
    record[0] = kind;
    memcpy(record + 1, &path_length, 4);
    memcpy(record + 5, &offset, 8);
    memcpy(record + 13, &length, 4);
    memcpy(record + 17, path, path_length);
    if (length) memcpy(record + 17 + path_length, data, length);
    if (real(journal, record, total) != (ssize_t)total) abort();
    free(record);
}

#define LOCKED(statement) \
    pthread_mutex_lock(&one_at_a_time); begin(); statement; pthread_mutex_unlock(&one_at_a_time)

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char path[4096];
    ssize_t done;
    LOCKED(done = real(fd, data, length, offset); if (done > 0 && path_of(fd, path, sizeof path)) put('W', path, offset, data, done));
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    char path[4096];
    if (fd <= 2 || fd == journal) return real(fd, data, length);
    ssize_t done;
    LOCKED(
        off_t at = lseek(fd, 0, SEEK_CUR);
        done = real(fd, data, length);
        if (done > 0 && path_of(fd, path, sizeof path)) put(acknowledges(path) ? 'A' : 'W', path, at, data, done));
    return done;
}

int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[4096];
    int done;
    LOCKED(done = real(fd, size); if (!done && path_of(fd, path, sizeof path)) put('T', path, size, 0, 0));
    return done;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int (*real)(int), int fd) {
    char path[4096];
    int done;
    LOCKED(done = real(fd); if (!done && path_of(fd, path, sizeof path)) put('S', path, 0, 0, 0));
    return done;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return synced(real, fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return synced(real, fd);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int done;
    LOCKED(done = real(path); if (!done && wanted(path)) put('U', path, 0, 0, 0));
    return done;
}
