// Reads NDJSON with simdjson and touches every value: strings are unescaped, of other values the raw text is taken.
//
// Usage: simdjson-peer ondemand|dom FILE
// Build: g++ -O2 -std=c++17 simdjson_peer.cc -lsimdjson -lpthread (Debian: apt-get install libsimdjson-dev)
#include <simdjson.h>

#include <cstdio>
#include <cstring>

using namespace simdjson;

struct Tally {
  size_t rows = 0, cells = 0, bytes = 0;
};

static error_code read_dom(padded_string &text, Tally &tally) {
  dom::parser parser;
  dom::document_stream documents;
  if (auto error = parser.parse_many(text).get(documents)) return error;
  for (auto document : documents) {
    dom::object record;
    if (auto error = document.get(record)) return error;
    tally.rows++;
    for (auto field : record) {
      std::string_view value;
      tally.cells++;
      if (!field.value.get(value)) tally.bytes += value.size();
    }
  }
  return SUCCESS;
}

static error_code read_on_demand(padded_string &text, Tally &tally) {
  ondemand::parser parser;
  ondemand::document_stream documents;
  if (auto error = parser.iterate_many(text).get(documents)) return error;
  for (auto document : documents) {
    ondemand::object record;
    if (auto error = document.get_object().get(record)) return error;
    tally.rows++;
    for (auto field : record) {
      ondemand::value value;
      if (auto error = field.value().get(value)) return error;
      tally.cells++;
      if (value.type() == ondemand::json_type::string) {
        std::string_view string;
        if (auto error = value.get_string().get(string)) return error;
        tally.bytes += string.size();
      } else {
        tally.bytes += value.raw_json_token().size();
      }
    }
  }
  return SUCCESS;
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "simdjson-peer ondemand|dom FILE\n");
    return 64;
  }
  padded_string text;
  if (padded_string::load(arguments[2]).get(text)) return 66;
  Tally tally;
  bool is_dom = strcmp(arguments[1], "dom") == 0;
  if (auto error = is_dom ? read_dom(text, tally) : read_on_demand(text, tally)) {
    fprintf(stderr, "%s\n", error_message(error));
    return 65;
  }
  printf("rows=%zu cells=%zu bytes=%zu\n", tally.rows, tally.cells, tally.bytes);
}
