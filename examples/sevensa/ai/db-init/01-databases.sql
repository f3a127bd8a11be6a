-- POSTGRES_DB maakt alleen langgraph; n8n en het handelsdashboard hebben een eigen database.
CREATE DATABASE n8n;
CREATE DATABASE trading;
