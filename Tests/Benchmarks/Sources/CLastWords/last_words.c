#include "last_words.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static volatile uint64_t seed_in_use;
static volatile uint64_t round_in_use;

// Only what a signal handler may call: no printf.
static void say(const char *text) {
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

static void say_number(uint64_t number) {
  char digits[21];
  char *at = digits + sizeof digits - 1;
  *at = 0;
  do {
    *--at = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  say(at);
}

static void last_words(int number) {
  say(number == SIGVTALRM ? "\nphones-fuzz: hangs; to repeat: --seed "
                        : "\nphones-fuzz: crashed; to repeat: --seed ");
  say_number(seed_in_use);
  say(" --round ");
  say_number(round_in_use);
  say("\n");
  signal(number, SIG_DFL);
  raise(number);
}

void last_words_prepare(uint64_t seed) {
  static const int signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGVTALRM};
  seed_in_use = seed;
  for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], last_words);
}

void last_words_round(uint64_t round) { round_in_use = round; }

// By CPU time: a busy machine, or one that sleeps, is no hang.
void last_words_watch(unsigned seconds) {
  struct itimerval timer = {.it_value = {.tv_sec = (time_t)seconds}};
  setitimer(ITIMER_VIRTUAL, &timer, NULL);
}
