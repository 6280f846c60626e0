# The page: npm's packages as web/package-lock.json pins them, and what Vite makes of web/src in ${DP_WEB_DIR}.
# Built once, in the main build folder; other folders (sanitizers, clang) are handed the result with -DDP_WEB_DIR.
find_program(DP_NPM npm)
if(DP_NPM)
  set(dp_web_default ON)
else()
  set(dp_web_default OFF)
endif()
option(DP_WEB "Build the page (needs npm) and embed it; without it the server has its API and plain lists alone" ${dp_web_default})
set(DP_WEB_DIR "" CACHE PATH "Use the page that stands built in this folder instead of building one")

set(web_dir "")
set(web_stamp "")
if(DP_WEB AND NOT DP_WEB_DIR)
  set(web_dir ${CMAKE_BINARY_DIR}/web)
  set(web_stamp ${CMAKE_BINARY_DIR}/web.stamp)
  set(web_modules ${CMAKE_BINARY_DIR}/web-modules.stamp)
  file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS web/src/* web/public/*)
  add_custom_command(OUTPUT ${web_modules}
    COMMAND ${DP_NPM} ci --ignore-scripts --no-progress --loglevel=error
    COMMAND ${CMAKE_COMMAND} -E touch ${web_modules}
    DEPENDS ${CMAKE_SOURCE_DIR}/web/package-lock.json ${CMAKE_SOURCE_DIR}/web/package.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web
    COMMENT "Fetching the page's packages" VERBATIM)
  add_custom_command(OUTPUT ${web_stamp}
    COMMAND ${DP_NPM} run --silent check
    COMMAND ${CMAKE_COMMAND} -E env DEPECHE_WEB_OUT=${web_dir} ${DP_NPM} run --silent build -- --logLevel warn
    COMMAND ${CMAKE_COMMAND} -E touch ${web_stamp}
    DEPENDS ${web_modules} ${web_sources} ${CMAKE_SOURCE_DIR}/web/index.html ${CMAKE_SOURCE_DIR}/web/vite.config.ts
      ${CMAKE_SOURCE_DIR}/web/tsconfig.json
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web
    COMMENT "Building the page" VERBATIM)
  add_custom_target(web ALL DEPENDS ${web_stamp})
elseif(DP_WEB)
  set(web_dir ${DP_WEB_DIR})
  set(web_stamp ${DP_WEB_DIR}/index.html)
endif()

# The page's own tests: pure functions, and every view in a real browser against the program. They belong to the folder that built it.
function(dp_web_tests)
  if(NOT DP_WEB OR DP_WEB_DIR)
    return()
  endif()
  foreach(kind unit browser)
    add_test(NAME web_${kind} COMMAND ${DP_NPM} run --silent test:${kind} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/web)
    set_tests_properties(web_${kind} PROPERTIES ENVIRONMENT
      "DEPECHE_PACK=${pack_file};DEPECHE=${CMAKE_BINARY_DIR}/depeche;DEPECHE_SOURCE=${CMAKE_SOURCE_DIR};DEPECHE_WEB_OUT=${web_dir}")
  endforeach()
  set_tests_properties(web_browser PROPERTIES COST 100) # begins early, so that nothing waits for it at the end
endfunction()
