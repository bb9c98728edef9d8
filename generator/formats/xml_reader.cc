#include "formats/xml_reader.h"

#include <expat.h>

#include <memory>

namespace kyodo {

namespace {

std::string_view WithoutPrefix(std::string_view name) { return name.substr(name.find(':') + 1); }

XmlVisitor& VisitorOf(void* parser) {
  return *static_cast<XmlVisitor*>(XML_GetUserData(static_cast<XML_Parser>(parser)));
}

void OnStart(void* parser, const char* name, const char** attributes) {
  VisitorOf(parser).Start(WithoutPrefix(name), attributes);
}
void OnEnd(void* parser, const char* name) { VisitorOf(parser).End(WithoutPrefix(name)); }
void OnText(void* parser, const char* text, int size) { VisitorOf(parser).Text({text, static_cast<size_t>(size)}); }
void OnDocumentType(void* parser, const char*, const char*, const char*, int) {
  XML_StopParser(static_cast<XML_Parser>(parser), XML_FALSE);
}

}  // namespace

std::string_view XmlVisitor::Attribute(const char** attributes, std::string_view name) {
  for (; *attributes; attributes += 2) {
    if (WithoutPrefix(attributes[0]) == name) return attributes[1];
  }
  return {};
}

bool ReadXml(std::string_view bytes, XmlVisitor& visitor) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate(nullptr), XML_ParserFree);
  XML_SetUserData(parser.get(), &visitor);
  XML_SetElementHandler(parser.get(), OnStart, OnEnd);
  XML_SetCharacterDataHandler(parser.get(), OnText);
  XML_UseParserAsHandlerArg(parser.get());
  XML_SetStartDoctypeDeclHandler(parser.get(), OnDocumentType);
  return XML_Parse(parser.get(), bytes.data(), static_cast<int>(bytes.size()), 1) == XML_STATUS_OK;
}

}  // namespace kyodo
