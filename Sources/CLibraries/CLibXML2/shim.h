// libxml2 as Tabular/XML uses it. Debian builds libxml2 with ICU; its headers would then pull in ICU's, which clash with
// Foundation's own. Nothing here needs ICU, so the switch is turned off before the rest is read.
#ifndef ROLLCALL_CLIBXML2_H
#define ROLLCALL_CLIBXML2_H
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

/* xmlFree is a variable that may be set, which Swift rightly distrusts; it is never set here. */
static inline void rollcall_xml_free(void *memory) { xmlFree(memory); }
#endif
