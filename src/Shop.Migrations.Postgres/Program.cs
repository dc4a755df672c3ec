// Started by dotnet-ef only; the shop loads this assembly by name for its migrations.
return;
