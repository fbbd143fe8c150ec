// Reads XML with the SAX2 push parser of libxml2 and counts: what it costs when nothing is kept. Nothing is fetched.
//
// Usage: libxml2-peer FILE ELEMENT
// Build: cc -O2 $(xml2-config --cflags) libxml2_peer.c $(xml2-config --libs) (Debian: apt-get install libxml2-dev)
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

struct tally {
  const char *element;
  long rows, elements, bytes;
};

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **namespace_pairs, int attributes, int defaulted,
                  const xmlChar **values) {
  struct tally *tally = context;
  (void)prefix, (void)uri, (void)namespaces, (void)namespace_pairs;
  (void)attributes, (void)defaulted, (void)values;
  tally->elements++;
  if (strcmp((const char *)name, tally->element) == 0) tally->rows++;
}

static void text(void *context, const xmlChar *bytes, int count) {
  (void)bytes;
  ((struct tally *)context)->bytes += count;
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "libxml2-peer FILE ELEMENT\n");
    return 64;
  }
  FILE *file = fopen(arguments[1], "rb");
  if (!file) return 66;
  struct tally tally = {arguments[2], 0, 0, 0};
  xmlSAXHandler handler;
  memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = start;
  handler.characters = text;
  static char buffer[1 << 16];
  int taken = (int)fread(buffer, 1, 4, file);
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &tally, buffer, taken, NULL);
  if (!parser) return 70;
  xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE);
  while ((taken = (int)fread(buffer, 1, sizeof buffer, file)) > 0) {
    if (xmlParseChunk(parser, buffer, taken, 0)) return 65;
  }
  if (xmlParseChunk(parser, buffer, 0, 1)) return 65;
  printf("rows=%ld elements=%ld bytes=%ld\n", tally.rows, tally.elements, tally.bytes);
  xmlFreeParserCtxt(parser);
  fclose(file);
}
