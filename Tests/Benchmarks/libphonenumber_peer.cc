// The C++ libphonenumber on the cells that phones-benchmark reads, in the same form of output.
//
//   g++ -O2 -std=c++17 libphonenumber_peer.cc -lphonenumber -lprotobuf -lpthread -o peer
//   peer FILE [--threads N] [--mode e164|full] [--repetitions N]
//
// FILE has lines of raw TAB region [TAB anything]. Mode e164: Parse, IsValidNumber, Format(E164);
// full: also possibility with reason, type, region and extension. Strings are made before the
// clock starts, and one number is used again for all cells of a thread. Heap blocks are counted
// if the program is linked with allocations.o.
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <time.h>
#include <vector>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

#ifdef COUNT_ALLOCATIONS
extern "C" uint64_t allocations_of_this_thread(void);
#else
static uint64_t allocations_of_this_thread() { return 0; }
#endif

namespace {

struct Cell {
  std::string raw, region;
};

struct Tally {
  long found = 0, valid = 0, possible = 0, mobile = 0, bytes = 0, allocations = 0;
};

double Seconds(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

bool ReadCells(const char* path, std::vector<Cell>* cells) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  for (std::string line; std::getline(file, line);) {
    Cell cell;
    const size_t tab = line.find('\t');
    cell.raw = line.substr(0, tab);
    if (tab != std::string::npos) {
      cell.region = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    }
    if (cell.region.empty()) cell.region = "ZZ";
    cells->push_back(std::move(cell));
  }
  return true;
}

Tally Work(const PhoneNumberUtil& library, const std::vector<Cell>& cells, size_t from, size_t to,
           bool full) {
  Tally tally;
  PhoneNumber number;
  std::string text, region;
  const uint64_t before = allocations_of_this_thread();
  for (size_t row = from; row < to; ++row) {
    number.Clear();
    if (library.Parse(cells[row].raw, cells[row].region, &number) !=
        PhoneNumberUtil::NO_PARSING_ERROR) {
      continue;
    }
    ++tally.found;
    tally.valid += library.IsValidNumber(number);
    library.Format(number, PhoneNumberUtil::E164, &text);
    tally.bytes += static_cast<long>(text.size());
    if (!full) continue;
    tally.possible += library.IsPossibleNumberWithReason(number) == PhoneNumberUtil::IS_POSSIBLE;
    tally.mobile += library.GetNumberType(number) == PhoneNumberUtil::MOBILE;
    library.GetRegionCodeForNumber(number, &region);
    if (region != "ZZ") tally.bytes += static_cast<long>(region.size());
    tally.bytes += static_cast<long>(number.extension().size());
  }
  tally.allocations = static_cast<long>(allocations_of_this_thread() - before);
  return tally;
}

void Repetition(const PhoneNumberUtil& library, const std::vector<Cell>& cells, int threads,
                bool full) {
  std::vector<Tally> tallies(threads);
  const double cpu = Seconds(CLOCK_PROCESS_CPUTIME_ID), wall = Seconds(CLOCK_MONOTONIC);
  std::vector<std::thread> workers;
  for (int part = 0; part < threads; ++part) {
    workers.emplace_back([&, part] {
      tallies[part] = Work(library, cells, cells.size() * part / threads,
                           cells.size() * (part + 1) / threads, full);
    });
  }
  Tally sum;
  for (int part = 0; part < threads; ++part) {
    workers[part].join();
    sum.found += tallies[part].found;
    sum.valid += tallies[part].valid;
    sum.possible += tallies[part].possible;
    sum.mobile += tallies[part].mobile;
    sum.bytes += tallies[part].bytes;
    sum.allocations += tallies[part].allocations;
  }
  const double wall_s = Seconds(CLOCK_MONOTONIC) - wall;
  const double cpu_s = Seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  const double count = cells.empty() ? 1 : static_cast<double>(cells.size());
  std::printf(
      "threads=%d mode=%s n=%zu sec=%.4f per_s=%.0f us_per=%.4f cpu_us=%.4f ok=%ld valid=%ld "
      "possible=%ld mobile=%ld bytes=%ld allocations=%.4f\n",
      threads, full ? "full" : "e164", cells.size(), wall_s, count / wall_s, wall_s / count * 1e6,
      cpu_s / count * 1e6, sum.found, sum.valid, sum.possible, sum.mobile, sum.bytes,
      static_cast<double>(sum.allocations) / count);
  std::fflush(stdout);
}

int Usage() {
  std::fputs("usage: peer FILE [--threads N] [--mode e164|full] [--repetitions N]\n", stderr);
  return 64;
}

}  // namespace

int main(int count, char** words) {
  const char* path = nullptr;
  int threads = 1, repetitions = 3;
  bool full = false;
  for (int at = 1; at < count; ++at) {
    const std::string word = words[at];
    if (word.rfind("--", 0) != 0) {
      path = words[at];
      continue;
    }
    if (++at == count) return Usage();
    if (word == "--threads") {
      threads = std::max(1, std::atoi(words[at]));
    } else if (word == "--repetitions") {
      repetitions = std::max(1, std::atoi(words[at]));
    } else if (word == "--mode") {
      full = std::string(words[at]) == "full";
    } else {
      return Usage();
    }
  }
  if (path == nullptr) return Usage();

  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  library.Parse("020 7946 0958", "GB", &number);
  std::printf("first_answer_cpu_ms=%.2f valid=%d\n", Seconds(CLOCK_PROCESS_CPUTIME_ID) * 1e3,
              library.IsValidNumber(number));
  std::vector<Cell> cells;
  if (!ReadCells(path, &cells)) {
    std::fprintf(stderr, "peer: %s: cannot be read\n", path);
    return 66;
  }
  for (int done = 0; done < repetitions; ++done) Repetition(library, cells, threads, full);
  return 0;
}
